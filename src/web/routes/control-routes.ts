/** Routes that change a test: start, stop, reset, settings of a class. Pages of other sites may not use them. */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { isActive } from '../../core/runner.js';
import { messageWithCode, TslocError } from '../../util/error.js';
import { describeValue, listOf, optional, string } from '../../util/rules.js';
import { bodyLimit } from '../access/body-limit.js';
import { isCrossSite } from '../access/cross-site.js';
import { hostOfForm, shownHost } from '../api/shown-host.js';
import { type FormFields, readSwarmForm, type SwarmRequest } from '../api/swarm-form.js';
import type { Backend, ClassSettings } from '../contracts/backend.js';
import { json } from './json-reply.js';

const maxBodyBytes = 1_000_000;

/** `POST` as Locust 2.47 has it; `/stop` and `/stats/reset` by `GET`, too, as older scripts send them. */
export function controlRoutes(backend: Backend): Hono {
  const routes = new Hono();
  const guards = [refuseCrossSite, bodyLimit(maxBodyBytes)] as const;
  routes.post('/swarm', ...guards, async (c) => json(c, swarm(backend, await formFields(c))));
  routes.on(['GET', 'POST'], '/stop', refuseHead, ...guards, async (c) => {
    await backend.stopTest();
    return json(c, { success: true, message: 'Test stopped' });
  });
  routes.on(['GET', 'POST'], '/stats/reset', refuseHead, ...guards, (c) => {
    backend.resetStats();
    return c.html('ok');
  });
  routes.post('/user', ...guards, async (c) => updateUser(c, backend));
  return routes;
}

/** For a GET that changes something: Hono calls its handler for HEAD, too. */
export const refuseHead: MiddlewareHandler = async (context, next) => {
  if (context.req.method === 'HEAD') return context.notFound();
  return next();
};

const refuseCrossSite: MiddlewareHandler = async (context, next) => {
  const header = (name: string) => context.req.header(name) ?? null;
  const origin = header('origin') ?? originOf(header('referer'));
  const request = {
    method: context.req.method,
    fetchSite: header('sec-fetch-site'),
    origin,
    host: header('host'),
    userAgent: header('user-agent'),
  };
  if (isCrossSite(request)) return context.text('A page of another site may not control this test.', 403);
  return next();
};

function originOf(referer: string | null): string | null {
  return referer !== null && URL.canParse(referer) ? new URL(referer).origin : null;
}

/** Urlencoded or multipart; files and other bodies have no fields. */
async function formFields(context: Context): Promise<FormFields> {
  const type = context.req.header('content-type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return [];
  const form = await context.req.formData();
  return [...form].filter((field): field is [string, string] => typeof field[1] === 'string');
}

function swarm(backend: Backend, fields: FormFields): object {
  const { environment } = backend;
  const refuse = (message: string) => {
    environment.log.logger('locust.web').error(message);
    return { success: false, message, host: shownHost(environment) };
  };
  const form = readSwarmForm(fields, backend.customFlags);
  if ('error' in form) return refuse(form.error);
  const problem = problemOf(backend, form);
  if (problem !== null) return refuse(problem);
  const restoreOptions = applyOptions(backend, form);
  const userClasses = chosenClasses(backend, form);
  const shape = chosenShape(backend, form);
  const { users, spawnRate, runTime } = form;
  try {
    backend.startTest({ users: users ?? 1, spawnRate: spawnRate ?? 1, runTimeSeconds: runTime, userClasses, shape });
  } catch (error) {
    restoreOptions();
    return refuse(messageWithCode(error));
  }
  const host = shownHost(environment);
  if (shape !== null) return { success: true, message: `Swarming started using shape class '${shape}'`, host };
  return {
    success: true,
    message: 'Swarming started',
    host,
    ...(runTime === null || runTime === 0 ? {} : { run_time: runTime }),
    ...(userClasses === null ? {} : { user_classes: [...userClasses].sort() }),
  };
}

/** Why a valid form is refused; null if it is accepted. */
function problemOf(backend: Backend, form: SwarmRequest): string | null {
  const { users, spawnRate, userClasses } = form;
  const shape = chosenShape(backend, form);
  if (backend.hasClassPicker) {
    const names = backend.pickableClasses().map(({ name }) => name);
    if (names.length === 0) return 'UserClass picker is active but there are no available UserClasses';
    const unknown = userClasses.find((name) => !names.includes(name));
    if (unknown !== undefined) return `Unknown user class '${unknown}', expected any of ${names.join(', ')}`;
    if (form.shape !== null && shape !== null && !backend.shapes.includes(shape))
      return `Unknown shape class '${shape}', expected any of ${['Default', ...backend.shapes].join(', ')}`;
  }
  const isUsers = users !== null && users >= 0 && Number.isFinite(users);
  const isLoad = isUsers && spawnRate !== null && spawnRate > 0 && Number.isFinite(spawnRate);
  return shape !== null || isLoad ? null : 'Missing or invalid user_count or spawn_rate from /swarm request';
}

/** The name of the shape to follow; null for none. A form of a running test that names no shape keeps its shape. */
function chosenShape(backend: Backend, { shape }: SwarmRequest): string | null {
  const isKept = !backend.hasClassPicker || (shape === null && isRunning(backend));
  if (isKept) return backend.activeShape?.name ?? null;
  return shape === null || shape === '' || shape === 'Default' ? null : shape;
}

/** Names of classes; null without the class picker. As in Locust, a running test keeps those that it was started with. */
function chosenClasses(backend: Backend, { userClasses }: SwarmRequest): readonly string[] | null {
  if (!backend.hasClassPicker) return null;
  if (isRunning(backend)) return backend.environment.userClasses.map(({ name }) => name);
  return userClasses.length > 0 ? userClasses : backend.pickableClasses().map(({ name }) => name);
}

function isRunning({ environment }: Backend): boolean {
  return isActive(environment.runner?.state);
}

/** Returns a function that undoes it. */
function applyOptions(
  { environment }: Backend,
  { users, spawnRate, runTime, host, profile, customOptions }: SwarmRequest,
): () => void {
  const before = { host: environment.host, options: { ...environment.parsedOptions } };
  if (host !== null) environment.host = hostOfForm(environment, host);
  Object.assign(environment.parsedOptions, {
    ...(users === null ? {} : { numUsers: users }),
    ...(spawnRate === null ? {} : { spawnRate }),
    ...(runTime === null ? {} : { runTime }),
    ...(profile === null ? {} : { profile: profile === '' ? null : profile }),
    ...Object.fromEntries(customOptions),
  });
  return () => {
    environment.host = before.host;
    Object.assign(environment.parsedOptions, before.options);
  };
}

/** Locust answers with `{}` and 201. */
async function updateUser(context: Context, backend: Backend): Promise<Response> {
  try {
    const { user_class_name: name, ...settings } = Object(await context.req.json()) as Record<string, unknown>;
    backend.updateUserClass(String(name), checkTasks(settings));
    return json(context, {}, 201);
  } catch (error) {
    return context.text(`Internal Server Error: ${messageWithCode(error)}`, 500);
  }
}

function checkTasks(settings: Readonly<Record<string, unknown>>): ClassSettings {
  const { tasks } = settings;
  if (optional(listOf(string)).accepts(tasks)) return settings as ClassSettings;
  throw new TslocError('BAD_TASK_LIST', `Expected tasks to be a list of names, got ${describeValue(tasks)}.`);
}

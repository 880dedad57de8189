/** `tsloc demo`: runs the sample service in a separate process, and the bundled users against it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flags } from '../core/options/flags.js';
import { badOption, type Options } from '../core/options/options.js';
import type { Snapshot } from '../core/snapshot.js';
import { startDemoService } from '../demo/service.js';
import { resolveSettings } from '../demo/settings.js';
import { TslocError } from '../util/error.js';
import { settlesWithin } from '../util/loop/clock.js';
import { NpmWatch } from './npm-watch.js';
import { type CommandDescription, collectTypedKeys, type ExtraValues, type RunRequest } from './options/command.js';
import { serviceArguments, serviceFlags, serviceOptions } from './options/demo-service-options.js';

/** Texts and options of `tsloc demo`. */
export const demoDescription: Omit<CommandDescription, 'version'> = {
  name: 'tsloc demo',
  description: 'Starts the sample service on a free port and runs users/audio.ts, api.ts and admin.ts against it.',
  extra: [{ flags: '--serve-only', help: 'Only start the service, until Ctrl-C' }, ...serviceFlags],
  epilogue: '\nWithout run options: 1000 users, 50 started per second, for 60 seconds.',
};

/** The options of the run: those given, else the defaults of the demo. */
export function demoOptions({ options, settings }: RunRequest, host: string, root: string): Options {
  const typed = collectTypedKeys(settings);
  for (const key of ['locustfile', 'host'] as const) {
    if (typed.has(key)) throw badOption(flags[key], 'not allowed with demo, which sets it itself');
  }
  return {
    ...options,
    locustfile: ['audio', 'api', 'admin'].map((name) => join(root, 'users', `${name}.ts`)).join(','),
    host,
    autostart: true,
    autoquit: typed.has('autoquit') ? options.autoquit : 0,
    numUsers: options.numUsers ?? 1000,
    spawnRate: options.spawnRate ?? 50,
    runTime: options.runTime ?? 60,
    stopTimeout: options.stopTimeout ?? 10,
  };
}

/** The sample service, running in another process. */
export interface SampleService {
  readonly url: string;
  /** One sentence that compares the service's count of requests with the run's. */
  compare(snapshot: Snapshot): Promise<string>;
  /** Resolves when its process has ended. */
  stop(): Promise<void>;
}

/** Starts the service by running this command again with `--serve-only`. @throws {TslocError} `DEMO_NOT_STARTED` */
export async function startSampleService(extra: ExtraValues): Promise<SampleService> {
  resolveSettings(serviceOptions(extra));
  const bin = fileURLToPath(new URL('../../bin/tsloc.js', import.meta.url));
  // Detached, so that Ctrl-C does not end the service: users that finish their tasks still need it.
  const child = fork(bin, ['demo', '--serve-only', ...serviceArguments(extra)], { detached: true });
  const [url] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [null])]);
  if (typeof url !== 'string')
    throw new TslocError('DEMO_NOT_STARTED', 'Expected the sample service to start, but its process ended.');
  return { url, compare: (snapshot) => compareCounts(url, snapshot), stop: () => stopChild(child) };
}

/** @throws {TslocError} `BAD_OPTION` for words that are no values of options: the service alone runs no user classes */
export function checkServeOnly({ options: { userClasses } }: Pick<RunRequest, 'options'>): void {
  if (userClasses.length === 0) return;
  const hint = '--serve-only starts no users; --leak and --degrade have no value.';
  throw new TslocError('BAD_OPTION', `unrecognized arguments: ${userClasses.join(' ')}`, { exitCode: 2, hint });
}

/** @throws {TslocError} `BAD_OPTION` for options of several nodes: the users of the demo run in this process */
export function checkOneProcess({ options }: Pick<RunRequest, 'options'>): void {
  for (const key of ['master', 'worker', 'processes'] as const)
    if (options[key]) throw badOption(flags[key], 'not allowed with demo, which runs its users in one process');
}

/** Serves until Ctrl-C, or until the process that started it ends. */
export async function serveOnly(extra: ExtraValues, write: (line: string) => void): Promise<number> {
  const npm = new NpmWatch(process); // read now: it may end while the service starts
  const service = await startDemoService(serviceOptions(extra));
  if (process.send === undefined) write(`The sample service listens at ${service.url} (Ctrl-C ends it).`);
  else process.send(service.url);
  const end =
    process.send === undefined
      ? [once(process, 'SIGINT'), once(process, 'SIGTERM'), npm.ended()]
      : [once(process, 'disconnect')];
  await Promise.race(end);
  await service.close();
  return 0;
}

async function compareCounts(url: string, { stats }: Snapshot): Promise<string> {
  let counts: Record<string, number>;
  try {
    counts = (await (await fetch(`${url}/__counts`)).json()) as Record<string, number>;
  } catch {
    return 'The service no longer answers: its count of requests is unknown.';
  }
  const served = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const measured = stats.total.numRequests;
  const comparison = served === measured ? 'the same as' : 'not the same as';
  return `The service counted ${served} requests, ${comparison} the ${measured} of this run.`;
}

async function stopChild(child: ChildProcess): Promise<void> {
  const exit = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
  if (child.connected) child.disconnect();
  if (!(await settlesWithin(5_000, exit))) child.kill('SIGKILL');
}

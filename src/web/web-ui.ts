/** The web page and REST API of a run: Locust's `web_ui`. Tests extend it in listeners of `init`. */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { messageWithCode } from '../util/error.js';
import { Login } from './access/login.js';
import type { Backend } from './contracts/backend.js';
import { LiveFeed } from './feed/live-feed.js';
import type { LogLines } from './feed/log-lines.js';
import { controlRoutes, refuseHead } from './routes/control-routes.js';
import { PageRouter } from './routes/page-router.js';
import { mainPage, openRoutes, type PageSources } from './routes/page-routes.js';
import { resultRoutes } from './routes/result-routes.js';
import { tslocRoutes } from './routes/tsloc-routes.js';
import { type Listening, type ListenOptions, listen } from './server.js';

/** How a page is served. */
export interface WebUiOptions extends ListenOptions {
  /** Where all routes are, such as `/load`; the empty text is the root. */
  readonly basePath: string;
  /** Whether the page requires a login. */
  readonly login: boolean;
  /** Folder of another build of the page. */
  readonly buildPath: string | null;
}

declare global {
  interface TslocWebUi {
    readonly app: Hono;
    readonly login: Login;
    readonly templateArgs: Record<string, unknown>;
    readonly authArgs: Record<string, unknown>;
    extraStats: Record<string, unknown> | (() => Record<string, unknown>);
  }
}

/** What a login protects: everything but the files of the page, the login form and the routes of a test. */
const protectedPaths = [
  ...['/', '/swarm', '/stop', '/user', '/tasks', '/logs', '/worker-count', '/metrics'],
  ...['/exceptions', '/exceptions/*', '/stats/*'],
];

/** One for each run with a page. */
export class WebUi implements TslocWebUi {
  readonly #router = new PageRouter();
  /** Paths of the routes that only tsloc has. */
  readonly #replaceable = new Set<string>();
  /**
   * The app that serves the page: `webUi.app.get('/mine', (c) => c.text('…'))` adds a route, or replaces one that only tsloc
   * has. Middleware, `webUi.app.use('*', …)`, runs for every route.
   */
  readonly app = new Hono({ router: this.#router });
  readonly login: Login;
  /** Keys added to `window.templateArgs`: `extended_tabs`, `extended_tables`, `extended_csv_files`, `all_profiles`. */
  readonly templateArgs: Record<string, unknown> = {};
  /** `window.authArgs` of the login form: `username_password_callback`, `auth_providers`, `custom_form`, `error`, `info`. */
  readonly authArgs: Record<string, unknown> = {};
  /** Keys added to each reply of `/stats/requests`: `extended_stats`. A function is called for each reply. */
  extraStats: Record<string, unknown> | (() => Record<string, unknown>) = {};
  readonly feed: LiveFeed;
  readonly #options: WebUiOptions;
  readonly #backend: Backend;
  readonly #log: LogLines;
  #server: Listening | null = null;

  constructor(backend: Backend, log: LogLines, options: WebUiOptions) {
    this.#backend = backend;
    this.#log = log;
    this.#options = options;
    this.feed = new LiveFeed(backend, log);
    this.login = new Login(options.login, options.basePath, options.tls !== null);
    this.#addRoutes();
  }

  /** The URL of the page on this machine; null while it cannot be opened. */
  get address(): string | null {
    return this.#server === null ? null : `${this.#server.url}${this.#options.basePath}/`;
  }

  /** True if other machines can reach the page. */
  get isPublic(): boolean {
    return this.#server?.isPublic ?? false;
  }

  /** Starts to listen; resolves with the address of the page. @throws {TslocError} `PORT_IN_USE`, `PORT_NOT_USABLE`, `BAD_TLS` */
  async start(): Promise<string> {
    this.#server = await listen(this.app.fetch, this.#options);
    return this.address as string;
  }

  /** Ends every connection, open streams included. */
  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = null;
  }

  #addRoutes(): void {
    const { basePath } = this.#options;
    const sources = this.#pageSources();
    const extraStats = () => (typeof this.extraStats === 'function' ? this.extraStats() : this.extraStats);
    this.app.use('*', cors({ origin: (origin) => origin || '*' }));
    this.app.onError((error, context) => this.#handleError(error, context));
    this.app.notFound((context) => notFound(context, this.app));
    for (const path of protectedPaths) this.app.use(`${basePath}${path}`, this.#requireLogin);
    if (basePath !== '') this.app.get(basePath, (c) => c.redirect(`${basePath}/`, 308));
    this.app.get(`${basePath}/`, mainPage(sources));
    const routes = [
      openRoutes(sources),
      resultRoutes({ backend: this.#backend, feed: this.feed, log: this.#log, extraStats }),
      controlRoutes(this.#backend),
    ];
    for (const one of routes) this.app.route(basePath || '/', one);
    for (const [path, answer] of tslocRoutes({ backend: this.#backend, feed: this.feed }))
      this.#addReplaceable(basePath + path, answer);
    this.#router.isOfTest = true;
  }

  #addReplaceable(path: string, answer: (context: Context) => Response): void {
    this.#replaceable.add(path);
    this.app.get(path, (context, next) => (this.#isReplaced(path) ? next() : answer(context)));
  }

  /** Whether the test has added a route at the path of one that only tsloc has. */
  #isReplaced(path: string): boolean {
    if (!this.#replaceable.has(path)) return false;
    return this.#router.testRoutes.some((route) => route.method === 'GET' && route.path === path);
  }

  /** Routes of a test require a login only if they say so. */
  readonly #requireLogin: MiddlewareHandler = (context, next) =>
    this.#isReplaced(context.req.path) ? next() : this.login.required(context, next);

  #pageSources(): PageSources {
    return {
      backend: this.#backend,
      feed: this.feed,
      login: this.login,
      extraArgs: () => this.templateArgs,
      authArgs: () => this.authArgs,
      buildPath: this.#options.buildPath,
    };
  }

  /** Middleware such as Hono's `basicAuth` throws its reply. */
  #handleError(error: Error | (Error & { getResponse(): Response }), context: Context): Response {
    if (!('getResponse' in error)) return this.#reportError(error, context.req.path);
    const reply = error.getResponse();
    return context.newResponse(reply.body, reply);
  }

  #reportError(error: Error, path: string): Response {
    this.#backend.environment.log.logger('locust.web').error(`The route ${path} failed: ${messageWithCode(error)}`);
    return new Response('Internal Server Error', { status: 500, headers: { 'content-type': 'text/plain' } });
  }
}

/** 405 for a known path with another method, else 404: HTML, as Locust's. */
function notFound(context: Context, app: Hono): Response {
  const { path } = context.req;
  const routes = app.routes.filter((route) => route.path === path && route.method !== 'ALL');
  const methods = routes.map(({ method }) => method);
  if (methods.length === 0) return context.html('<!doctype html><title>404 Not Found</title><h1>Not Found</h1>', 404);
  const hasHead = methods.includes('GET') && !routes.some(({ handler }) => handler === refuseHead);
  const allowed = new Set([...methods, ...(hasHead ? ['HEAD'] : []), 'OPTIONS']);
  const html = '<!doctype html><title>405 Method Not Allowed</title><h1>Method Not Allowed</h1>';
  return context.html(html, 405, { allow: [...allowed].sort().join(', ') });
}

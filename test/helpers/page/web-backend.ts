/** A backend without a run: it records calls of the web API, and its results can be set. */
import { flagOf } from '../../../src/core/options/argument-settings.js';
import type { Flag } from '../../../src/core/options/flags.js';
import type { Options } from '../../../src/core/options/options.js';
import type { RunnerState } from '../../../src/core/runner.js';
import type { Backend, ClassSettings, PickableClass, RequestedTest } from '../../../src/web/contracts/backend.js';
import { LogLines } from '../../../src/web/feed/log-lines.js';
import { WebUi, type WebUiOptions } from '../../../src/web/web-ui.js';
import { makeEnvironment } from '../users/logged-environment.js';

export class TestBackend implements Backend {
  readonly environment;
  readonly version = '1.2.3';
  readonly locustfile = 'users.ts';
  readonly customFlags: ReadonlyMap<string, Flag> = new Map([
    ['slowAfter', flagOf('--slow-after', undefined, { type: 'integer', default: 200, help: 'ms' })],
    ['token', flagOf('--token', undefined, { default: 'planted-secret', isSecret: true })],
  ]);
  hasClassPicker = false;
  classes: PickableClass[] = [pickable('Visitor'), pickable('Buyer')];
  shapes: readonly string[] = ['Wave'];
  activeShape: Backend['activeShape'] = null;
  endsAt: number | null = null;
  workers: Backend['workers'] = null;
  fullHistoryPath: string | null = null;
  /** Calls in their order. */
  readonly calls: unknown[] = [];
  failure: Error | null = null;

  constructor(options: Partial<Options> = {}) {
    this.environment = makeEnvironment({
      slowAfter: 200,
      token: 'planted-secret',
      ...options,
    } as Partial<Options>).environment;
  }

  /** Makes the runner look as if it were in this state. */
  setRunner(state: RunnerState, userCount = 0): void {
    const counts = new Map(userCount === 0 ? [] : [['Visitor', userCount]]);
    const runner = { state, userCount, targetUserCount: userCount, userClassesCount: counts };
    this.environment.runner = runner as unknown as typeof this.environment.runner;
  }

  pickableClasses(): readonly PickableClass[] {
    return this.classes;
  }

  startTest(test: RequestedTest): void {
    if (this.failure !== null) throw this.failure;
    this.calls.push(test);
  }

  async stopTest(): Promise<void> {
    this.calls.push('stop');
  }

  resetStats(): void {
    this.calls.push('reset');
  }

  updateUserClass(name: string, settings: ClassSettings): void {
    if (!this.classes.some((one) => one.name === name)) throw new Error(`Unknown User(s): ${name}`);
    this.calls.push([name, settings]);
  }

  taskRatios() {
    const tree = { Visitor: { ratio: 1, tasks: { home: { ratio: 1 } } } };
    return { per_class: tree, total: tree };
  }
}

export function pickable(name: string, given: Partial<PickableClass> = {}): PickableClass {
  const tasks = ['home', 'home', 'search'];
  return {
    ...{
      name,
      host: 'http://h',
      weight: 1,
      fixedCount: 0,
      tasks,
      selectedTasks: tasks,
      needsHost: true,
      isChosen: true,
    },
    ...given,
  };
}

const options: WebUiOptions = { host: '127.0.0.1', port: 0, tls: null, basePath: '', login: false, buildPath: null };

/** The web API of a {@link TestBackend}, called in this process. */
export function makeWebUi(given: Partial<WebUiOptions> = {}, backend = new TestBackend()) {
  const log = new LogLines();
  const webUi = new WebUi(backend, log, { ...options, ...given });
  const call = async (path: string, init: RequestInit = {}) =>
    webUi.app.request(`http://127.0.0.1:8089${path}`, withHost(init));
  const get = async (path: string) => (await call(path)).json() as Promise<Record<string, unknown>>;
  const post = (
    path: string,
    fields: Record<string, string> | [string, string][] = {},
    headers: Record<string, string> = {},
  ) => call(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { backend, log, webUi, call, get, post };
}

/** Requests in this process have no connection that would add it. */
function withHost(init: RequestInit): RequestInit {
  const headers = new Headers(init.headers);
  if (!headers.has('host')) headers.set('host', '127.0.0.1:8089');
  return { ...init, headers };
}

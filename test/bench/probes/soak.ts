/** A long run against a misbehaving server: memory by time, and what was counted on both sides. Prints JSON. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { constant, type Environment, Events, FastHttpUser, HttpUser, run, task, type User } from 'tsloc';

const seconds = Number(process.argv[2]);
const serverFile = fileURLToPath(new URL('soak-server.ts', import.meta.url));
const server = spawn(process.execPath, ['--import', 'tsx', serverFile], { stdio: ['ignore', 'pipe', 'inherit'] });
process.once('exit', () => server.kill('SIGKILL'));
const [line] = (await once(server.stdout, 'data')) as [Buffer];
const { url, countUrl } = JSON.parse(line.toString()) as { url: string; countUrl: string };

/** Each a quick way to misbehave; half of the requests are answered well. */
const paths = [
  ...[
    '/short-body',
    '/not-http',
    '/missing',
    '/reset',
    '/odd-chunk-size',
    '/bad-gzip',
    '/two-lengths',
    '/bare-newlines',
  ],
  ...['/no-colon', '/odd-status', '/giant-header', '/byte-by-byte', '/zip-bomb', '/length-and-chunks'],
];

type Visitor = User & { readonly client: HttpUser['client'] };

function tasksOf(): ((user: Visitor) => Promise<void>)[] {
  let next = 0;
  return [
    async ({ client }) => void (await client.get('/fine')),
    async ({ client }) =>
      void (await client.get(paths[next++ % paths.length] as string, { maxBodyBytes: 100_000, timeout: 5 })),
  ];
}

class Sockets extends HttpUser {
  static override waitTime = constant(0.02);
  static override tasks = tasksOf() as never;
}

class Fast extends FastHttpUser {
  static override waitTime = constant(0.02);
  static override tasks = tasksOf() as never;
}

class Networked extends HttpUser {
  static override waitTime = constant(0.02);
  static override network = {};
  static override tasks = tasksOf() as never;
}

class Throwing extends HttpUser {
  static override waitTime = constant(0.1);
  #count = 0;
  @task fail(): void {
    throw new Error(`error ${this.#count++}`);
  }
}

const events = new Events();
let environment: Environment | null = null;
events.init.addListener((given) => {
  environment = given.environment;
});
/** Megabytes by minutes. */
const points: { readonly at: number; readonly rss: number; readonly live: number }[] = [];
const startedAt = performance.now();
const progressSeconds = 30;
let nextProgressAt = progressSeconds;
const timer = setInterval(() => {
  (globalThis as { gc?: () => void }).gc?.();
  const elapsed = (performance.now() - startedAt) / 1_000;
  const { rss, heapUsed, external } = process.memoryUsage();
  if (elapsed >= nextProgressAt) {
    nextProgressAt += progressSeconds;
    const count = environment?.stats.total.numRequests ?? 0;
    console.error(`  ${Math.round(elapsed)} of ${seconds} s: ${count} requests, ${(rss / 2 ** 20).toFixed(0)} MB`);
  }
  if (elapsed < seconds * 0.3) return; // it warms up
  points.push({ at: elapsed / 60, rss: rss / 2 ** 20, live: (heapUsed + external) / 2 ** 20 });
}, 1_000);
const { snapshot } = await run({
  userClasses: [Sockets, Fast, Networked, Throwing],
  ...{ host: url, users: 40, spawnRate: 100, runTimeSeconds: seconds, stopTimeoutSeconds: 20, events, log: () => {} },
});
clearInterval(timer);
const served = Number(await (await fetch(countUrl)).text());
const { numRequests, numFailures } = snapshot.stats.total;
const resent = (environment as Environment | null)?.resentRequests ?? 0;
const result = {
  ...{ requests: numRequests, failures: numFailures, exceptionRows: snapshot.stats.exceptions.length, resent, served },
  uncounted: served - numRequests - resent - snapshot.requestsInFlight,
  megabytes: points.at(-1)?.rss ?? 0,
  rssSlope: slopeOf('rss'),
  liveSlope: slopeOf('live'),
};
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit());

/** By least squares, MB a minute. */
function slopeOf(kind: 'rss' | 'live'): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(({ at }) => at)), mean(points.map((point) => point[kind]))];
  const above = points.reduce((sum, point) => sum + (point.at - x) * (point[kind] - y), 0);
  return above / points.reduce((sum, { at }) => sum + (at - x) ** 2, 0);
}

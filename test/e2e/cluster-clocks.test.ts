/** Workers that are slow, or whose clock is wrong: counts are those of the server, and times are the master's. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCsv } from '../helpers/files/csv.js';
import { folderWith, freePort, imports, requestsIn, startTsloc } from '../helpers/processes/cli.js';
import { serveVisitors } from '../helpers/processes/visitors.js';

const file = `${imports}
export class Visitor extends HttpUser {
  static waitTime = constant(0.05);
  @task async get() {
    await this.client.get('/a');
    const until = performance.now() + Number(process.env.BLOCK_MS ?? 0);
    while (performance.now() < until);
  }
}
`;

/** Loaded before anything else: both of Node's clocks with a date are an hour ahead. */
const wrongClock = `
const hourMs = 3_600_000;
const { now } = Date;
Date.now = () => now() + hourMs;
Object.defineProperty(performance, 'timeOrigin', { value: performance.timeOrigin + hourMs });
`;

const visited = serveVisitors();

/** Runs two workers, one of them with these variables, for four seconds. */
async function runWith(variables: (cwd: string) => Record<string, string>) {
  const cwd = folderWith({ 'users.ts': file, 'clock.mjs': wrongClock });
  const port = String(await freePort());
  const bind = ['--master', '--master-bind-host', '127.0.0.1', '--master-bind-port', port, '--expect-workers', '2'];
  const load = ['-H', visited.url, '-u', '4', '-r', '10', '-s', '30', '-t', '4', '--only-summary'];
  const files = ['--csv', join(cwd, 'out'), '--csv-full-history'];
  const master = startTsloc(['-f', 'users.ts', ...bind, ...load, ...files], { cwd });
  const asWorker = ['-f', 'users.ts', '--worker', '--master-port', port];
  const workers = [startTsloc(asWorker, { cwd }), startTsloc(asWorker, { cwd, env: variables(cwd) })];
  const outcomes = await Promise.all([master, ...workers].map(({ ended }) => ended));
  const [total] = readCsv(join(cwd, 'out_stats.csv')).filter((row) => row.Name === 'Aggregated');
  return {
    exitCodes: outcomes.map(({ exitCode }) => exitCode),
    log: outcomes[0]?.stderr ?? '',
    counted: requestsIn(join(cwd, 'out')),
    perSecond: Number(total?.['Requests/s']),
    history: readCsv(join(cwd, 'out_stats_history.csv')),
  };
}

it('a worker whose clock is an hour ahead: the log says so once, rates and times are right', async () => {
  const startedAt = Date.now() / 1000;
  const { exitCodes, log, counted, perSecond, history } = await runWith((cwd) => ({
    NODE_OPTIONS: `--import=${join(cwd, 'clock.mjs')}`,
  }));
  expect([exitCodes, counted, counted > 20]).toEqual([[0, 0, 0], visited.served, true]);
  expect(log.match(/The clock of worker .* is ahead by 3\d{3} s: its times are corrected/g)).toHaveLength(1);
  const elapsed = Date.now() / 1000 - startedAt;
  // With times of two clocks, the same requests would be spread over an hour.
  expect(perSecond).toBeGreaterThan(counted / elapsed / 2);
  for (const { Timestamp } of history) expect(Math.abs(Number(Timestamp) - startedAt)).toBeLessThan(600);
});

it('a worker that blocks its event loop in each task, for longer than the interval of heartbeats', async () => {
  const { exitCodes, counted } = await runWith(() => ({ BLOCK_MS: '700' }));
  expect([exitCodes, counted, counted > 20]).toEqual([[0, 0, 0], visited.served, true]);
});

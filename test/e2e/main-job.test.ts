/** The main job, with the real command against the real sample service: every request is counted, exactly once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv, requestCounts } from '../helpers/files/csv.js';
import { root } from '../helpers/files/source-files.js';
import { folderWith } from '../helpers/processes/cli.js';
import { type DemoProcess, startDemoProcess } from '../helpers/processes/demo-process.js';
import { withHighPriority } from '../helpers/processes/high-priority.js';

/**
 * The history has whole seconds. A run that starts 0.3 s after one has its rows in the next ones, even if they are late;
 * one that starts just before the end of a second would seem to miss one when a row is a millisecond late.
 */
const start = `
  import { events } from 'tsloc';
  events.init.addListener(() => new Promise((resolve) => setTimeout(resolve, (1_300 - (Date.now() % 1_000)) % 1_000)));
`;
const folder = folderWith({ 'start.ts': start });
let demo: DemoProcess;

beforeAll(async () => {
  demo = await withHighPriority(() => startDemoProcess());
});
afterAll(async () => {
  await demo.stop();
});

interface Outcome {
  readonly code: number | null;
  readonly log: string;
}

/** Runs the command on the three user files; interrupts it when the log has `interruptAt`, if given. */
async function tsloc(args: readonly string[], interruptAt?: RegExp): Promise<Outcome> {
  const files = [join(root, 'users'), join(folder, 'start.ts')].join(',');
  const all = [join(root, 'bin/tsloc.js'), '-f', files, '--host', demo.url, '--headless', ...args];
  // The ramp is judged in real time, while other tests use all cores.
  const child = withHighPriority(() =>
    spawn(process.execPath, all, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] }),
  );
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    const wasReached = interruptAt?.test(log);
    log += chunk.toString();
    if (interruptAt?.test(log) && !wasReached) child.kill('SIGINT');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, log };
}

/** Milliseconds since 1970 at which a log line with this text was written. */
function momentOf(log: string, text: string): number {
  const [, day, time] = new RegExp(`^\\[(\\S+) (\\S+)\\].*${text}`, 'm').exec(log) ?? [];
  return Date.parse(`${day}T${time?.replace(',', '.')}`);
}

/** Served since `before`, by `METHOD route`. */
async function servedSince(before: Record<string, number>): Promise<Record<string, number>> {
  const counts = Object.entries(await demo.counts()).map(([key, count]) => [key, count - (before[key] ?? 0)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

describe('1,000 users at 50 a second', () => {
  const prefix = join(folder, 'main');
  let before: Record<string, number>;
  let outcome: Outcome;

  beforeAll(async () => {
    before = await demo.counts();
    outcome = await tsloc(['-u', '1000', '-r', '50', '-t', '30s', '-s', '20', '--csv', prefix]);
  });

  it('ends with exit code 0 and no failure', () => {
    expect(readCsv(`${prefix}_failures.csv`)).toEqual([]);
    expect(readCsv(`${prefix}_exceptions.csv`)).toEqual([]);
    expect(outcome.code).toBe(0);
  });

  it('has 1,000 users 20 s after the start, within 1 s', () => {
    const took = momentOf(outcome.log, 'All users spawned') - momentOf(outcome.log, 'Ramping to 1000 users');
    expect(took).toBeGreaterThan(19_000);
    expect(took).toBeLessThan(21_000);
    expect(outcome.log).toContain('{"AdminUser": 111, "ApiUser": 333, "AudioUser": 556} (1000 total users)');
  });

  it('shows the ramp in the history, one row a second', () => {
    const rows = readCsv(`${prefix}_stats_history.csv`);
    const start = Number(rows[0]?.Timestamp);
    for (const row of rows) {
      const elapsed = Number(row.Timestamp) - start;
      if (elapsed >= 30) continue;
      const users = Number(row['User Count']);
      expect(Math.abs(users - Math.min(1000, elapsed * 50)), `after ${elapsed} s`).toBeLessThanOrEqual(51);
    }
    const gaps = rows.slice(1).map((row, i) => Number(row.Timestamp) - Number(rows[i]?.Timestamp));
    expect(gaps.filter((gap) => gap !== 1).length, 'missed or doubled seconds').toBeLessThanOrEqual(2);
    expect(rows.filter((row) => row['User Count'] === '1000').length).toBeGreaterThanOrEqual(9);
  });

  it('counts exactly the requests that the service counted', async () => {
    expect(requestCounts(prefix)).toEqual(await servedSince(before));
  });

  it('has the same numbers in the files, in the final table and in the last row of the history', () => {
    const total = readCsv(`${prefix}_stats.csv`).find((row) => row.Name === 'Aggregated');
    const last = readCsv(`${prefix}_stats_history.csv`).at(-1);
    const inTable = [...outcome.log.matchAll(/^ +Aggregated +(\d+) /gm)].at(-2)?.[1];
    expect(last?.['Total Request Count']).toBe(total?.['Request Count']);
    expect(inTable).toBe(total?.['Request Count']);
  });

  it('runs each task as often as its weight predicts', () => {
    const counts = requestCounts(prefix);
    for (const weights of [
      {
        'POST /files/:id/analyze': 3,
        'GET /files/:id/results': 2,
        'GET /files': 2,
        'GET /files/:id': 1,
        'GET /search': 1,
      },
      { 'GET /admin/dashboard': 3, 'GET /health': 2, 'GET /admin/users': 1 },
    ]) {
      const runs = Object.keys(weights).reduce((sum, name) => sum + (counts[name] ?? 0), 0);
      const allWeights = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
      for (const [name, weight] of Object.entries(weights)) {
        const share = weight / allWeights;
        const deviation = Math.sqrt(runs * share * (1 - share));
        expect(Math.abs((counts[name] ?? 0) - runs * share), name).toBeLessThan(5 * deviation);
      }
    }
  });
});

describe('Ctrl-C in the middle of a run', () => {
  it('lets users finish, writes everything and loses no request', async () => {
    const prefix = join(folder, 'interrupted');
    const before = await demo.counts();
    const outcome = await tsloc(
      ['-u', '200', '-r', '100', '-s', '20', '--csv', prefix],
      /Aggregated +(?:[3-9]\d\d|\d{4,}) /,
    );
    expect(outcome.code).toBe(0);
    expect(requestCounts(prefix)).toEqual(await servedSince(before));
    expect(Object.keys(requestCounts(prefix)).length).toBeGreaterThan(10);
  });
});

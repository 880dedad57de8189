/**
 * Runs that get signals at random moments: what the files count, and what the log says was in flight, is what the server
 * counted. `TSLOC_CHAOS_RUNS=200` runs more of them, `TSLOC_CHAOS_SEED=…` others.
 */
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type ChaosEnd,
  type ChaosServer,
  leftovers,
  planOf,
  runChaos,
  serveChaos,
} from '../helpers/processes/chaos.js';

const { TSLOC_CHAOS_RUNS: count = '50', TSLOC_CHAOS_SEED: seed = 'chaos' } = process.env;
const runs = Array.from({ length: Number(count) }, (_, i) => `run-${i}`);
const csvFiles = ['stats', 'stats_history', 'failures', 'exceptions'].map((name) => `out_${name}.csv`);

describe.concurrent('signals at random moments', () => {
  let server: ChaosServer;
  beforeAll(async () => {
    server = await serveChaos();
    return () => server.close();
  });

  it.each(runs)('lose nothing, and leave files that can be read (%s)', async (name) => {
    const end = await runChaos(server, name, planOf(seed, name));
    const context = JSON.stringify({ ...end.plan, exitCode: end.exitCode, stderr: end.stderr.slice(-2_000) });
    checkFiles(end, context);
    if (!end.hasBegun || end.isKilled) return;
    expect([0, 1, 129, 130, 143], context).toContain(end.exitCode);
    expect(leftovers(end.folder), context).toEqual([]);
    checkCounts(server, name, end, context);
  });
});

/** Whatever ended the run: each file that exists is valid. */
function checkFiles({ file }: ChaosEnd, context: string): void {
  for (const name of csvFiles) {
    const text = file(name);
    if (text !== null && text !== '') expect(() => parse(text, { columns: true }), `${name} ${context}`).not.toThrow();
  }
  const html = file('out.html');
  if (html !== null) expect(html, context).toMatch(/window\.templateArgs = .*<\/html>\s*$/s);
}

function checkCounts(server: ChaosServer, name: string, { file, inFlight }: ChaosEnd, context: string): void {
  const total = totalOf(file('out_stats.csv'));
  const history = parse(file('out_stats_history.csv') ?? '', { columns: true }) as Record<string, string>[];
  const served = server.countOf(name);
  expect(Number(history.at(-1)?.['Total Request Count']), context).toBe(total);
  const rows = JSON.parse(file('out.json') ?? '') as { num_requests: number; requests_in_flight: number }[];
  expect(
    rows.reduce((sum, row) => sum + row.num_requests, 0),
    context,
  ).toBe(total);
  for (const row of rows) expect(row.requests_in_flight, context).toBe(inFlight);
  expect(
    (file('log.jsonl') ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
    context,
  ).toHaveLength(total);
  // A request is in flight from the moment when its connection is opened: the last ones may not have been sent.
  expect(served, context).toBeGreaterThanOrEqual(total);
  expect(served, context).toBeLessThanOrEqual(total + inFlight);
  expect(file('out.html'), context).not.toBeNull();
}

function totalOf(text: string | null): number {
  const rows = parse(text ?? '', { columns: true }) as Record<string, string>[];
  return Number(rows.find((row) => row.Name === 'Aggregated')?.['Request Count']);
}

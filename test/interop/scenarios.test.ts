/** The steps of users: a locustfile and its twin against one server that records requests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCsv } from '../helpers/files/csv.js';
import { locust, skipped, tsloc } from './locust.js';
import { serveSuite } from './suite-server.js';

/** Rows that Locust's last write of its files misses. */
const lastWords = 'GET /stop';
/** Each with one user: the whole order must be the same. */
const ordered = ['Sequence', 'Nested', 'Stopping', 'Throwing', 'Rescheduling', 'Refused', 'Chain', 'Queued'];
/** Each with several users: the shares must be the same. */
const shared = ['Weights', 'Child', 'Listed'];

/** Those whose user ends by itself. */
const isShort = (name: string) => ['Stopping', 'Refused'].includes(name);

describe.skipIf(skipped)('users', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsloc-scenarios-'));
  let asked: string[] = [];
  const host = serveSuite((request, response) => {
    asked.push(request.url ?? '');
    response.end('ok');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function both(name: string, users: number, seconds: number) {
    const flags = [
      '--headless',
      '--host',
      host(),
      '-u',
      String(users),
      '-r',
      String(users),
      '-t',
      `${seconds}s`,
      '-s',
      '2',
    ];
    const outcomes = [];
    for (const [run, file] of [
      [locust, 'scenarios.py'],
      [tsloc, 'scenarios.ts'],
    ] as const) {
      asked = [];
      const prefix = join(folder, `${name}-${file}`);
      const { code } = await run('-f', file, name, ...flags, '--csv', prefix);
      outcomes.push({ asked, code, prefix });
    }
    return outcomes as [(typeof outcomes)[number], (typeof outcomes)[number]];
  }

  it.each(ordered)('%s: one user sends the same requests in the same order', async (name) => {
    const hasEnough = (outcomes: Awaited<ReturnType<typeof both>>) => outcomes.every(({ asked }) => asked.length > 23);
    let outcomes = await both(name, 1, 2);
    // A busy machine may have sent only a few requests.
    if (!hasEnough(outcomes) && !isShort(name)) outcomes = await both(name, 1, 15);
    const [theirs, ours] = outcomes;
    const length = Math.min(theirs.asked.length, ours.asked.length) - 3;
    expect(ours.asked.slice(0, length)).toEqual(theirs.asked.slice(0, length));
    const ending = (paths: string[]) =>
      paths
        .slice(paths.findLastIndex((path) => /in$|step|start/.test(path)) + 1)
        .filter((path) => /out|stop/.test(path));
    expect(ending(ours.asked)).toEqual(ending(theirs.asked));
    expect(length > 20 || isShort(name)).toBe(true);
  });

  it.each(shared)('%s: tasks have the same names, methods and shares', async (name) => {
    const [theirs, ours] = await both(name, 10, 3);
    const shares = (paths: string[]) => {
      const tasks = paths.filter((path) => path !== '/start' && path !== '/stop');
      return Object.fromEntries(
        [...new Set(tasks)].map((path) => [path, tasks.filter((one) => one === path).length / tasks.length]),
      );
    };
    const [their, mine] = [shares(theirs.asked), shares(ours.asked)];
    expect(Object.keys(mine).sort()).toEqual(Object.keys(their).sort());
    for (const path of Object.keys(their))
      expect(Math.abs((mine[path] ?? 0) - (their[path] ?? 0)), path).toBeLessThan(0.08);
    const rows = (prefix: string) =>
      readCsv(`${prefix}_stats.csv`)
        .map((row) => `${row.Type} ${row.Name}`)
        .filter((row) => row !== lastWords);
    expect(rows(ours.prefix)).toEqual(rows(theirs.prefix));
  });

  it('groups exceptions by where they were thrown', async () => {
    const [theirs, ours] = await both('Throwing', 3, 2);
    const messages = (prefix: string) => readCsv(`${prefix}_exceptions.csv`).map((row) => row.Message);
    expect(messages(ours.prefix).sort()).toEqual(messages(theirs.prefix).sort());
    expect(ours.code).toBe(theirs.code);
  });
});

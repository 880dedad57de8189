/** A misbehaving server, with a real Locust and with tsloc: the same names, methods, lengths, failures and rows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../helpers/files/csv.js';
import { type MisbehavingServer, startMisbehavingServer } from '../helpers/misbehaving/misbehaving-server.js';
import { contractAsks, failingAsks, plainAsks } from './asks.js';
import { locust, skipped, tsloc } from './locust.js';
import { type Difference, differences, undiciDifferences } from './peer-differences.js';

/** `GET /name` and its result in the files. */
type Rows = Readonly<Record<string, string>>;

describe.skipIf(skipped)('a misbehaving peer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsloc-peers-'));
  let server: MisbehavingServer;
  let theirs: Rows = {};

  async function rowsOf(run: typeof locust, file: string, userClass: string): Promise<Rows> {
    const prefix = join(folder, `${file}-${userClass}`);
    const flags = ['--host', server.url, '--headless', '-u', '1', '-r', '1', '-t', '60s', '--csv', prefix];
    const { code, stderr } = await run('-f', file, userClass, ...flags);
    expect(code, stderr).toBe(1);
    return readRows(prefix);
  }

  beforeAll(async () => {
    server = await startMisbehavingServer();
    process.env.PEERS = JSON.stringify([...plainAsks(), ...failingAsks(server), ...contractAsks()]);
    theirs = await rowsOf(locust, 'peers.py', 'Plain');
  });
  afterAll(async () => {
    delete process.env.PEERS;
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it('gets enough requests that succeed and enough that fail', () => {
    const rows = Object.values(theirs);
    expect(rows.filter((row) => row.includes('/0 ')).length).toBeGreaterThanOrEqual(20);
    expect(rows.filter((row) => !row.includes('/0 ')).length).toBeGreaterThanOrEqual(20);
  });

  it('has the same results with HttpUser as with Locust’s, except for listed differences', async () => {
    expectSame(await rowsOf(tsloc, 'peers.ts', 'Plain'), theirs, differences);
  });

  it('has the same results with FastHttpUser as with Locust’s HttpUser, except for listed differences', async () => {
    expectSame(await rowsOf(tsloc, 'peers.ts', 'Fast'), theirs, differences);
  });

  it('has the same results with HttpUser and static network as with Locust’s, except for listed differences', async () => {
    const listed = { ...differences, ...undiciDifferences };
    expectSame(await rowsOf(tsloc, 'peers.ts', 'Network'), theirs, listed);
  });
});

/** Without a listed difference, both have the same rows; with one, Locust has the listed row, and tsloc has not. */
function expectSame(ours: Rows, theirs: Rows, listed: Readonly<Record<string, Difference>>): void {
  const isListed = (row: string) => row.replace(/^\S+ /, '') in listed;
  const rest = (rows: Rows) => Object.fromEntries(Object.entries(rows).filter(([row]) => !isListed(row)));
  expect(rest(ours)).toEqual(rest(theirs));
  for (const [name, { locust: expected, sometimes }] of Object.entries(listed)) {
    expect(theirs[`GET ${name}`] ?? 'not reported', name).toBe(expected);
    if (sometimes !== true) expect(ours[`GET ${name}`] ?? 'not reported', name).not.toBe(expected);
  }
}

function readRows(prefix: string): Rows {
  const failures = readCsv(`${prefix}_failures.csv`);
  const stats = readCsv(`${prefix}_stats.csv`).filter((row) => row.Name !== 'Aggregated');
  return Object.fromEntries(
    stats.map((row) => {
      const errors = failures
        .filter(({ Method, Name }) => Method === row.Type && Name === row.Name)
        .map(({ Error: text, Occurrences }) => (Occurrences === '1' ? text : `${text} × ${Occurrences}`));
      const counts = `${row['Request Count']}/${row['Failure Count']} ${Number(row['Average Content Size'])}`;
      return [`${row.Type} ${row.Name}`, [counts, ...errors.sort()].join(' ')];
    }),
  );
}

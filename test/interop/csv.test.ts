/** The same scenario through a real Locust and through tsloc: files that a script cannot distinguish. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../helpers/files/csv.js';
import { execute, locust, type Output, python, skipped, startTwinServer, type TwinServer, tsloc } from './locust.js';

const files = ['stats', 'stats_history', 'failures', 'exceptions'] as const;

describe.skipIf(skipped)('the four CSV files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsloc-interop-'));
  const theirs = (file: string) => join(folder, `locust_${file}.csv`);
  const ours = (file: string) => join(folder, `tsloc_${file}.csv`);
  let server: TwinServer;
  let locustRun: Output;
  let tslocRun: Output;

  beforeAll(async () => {
    server = await startTwinServer();
    const flags = ['--host', server.url, '--headless', '-u', '10', '-r', '10', '-t', '8s', '--csv-full-history'];
    locustRun = await locust('-f', 'locustfile.py', ...flags, '--csv', join(folder, 'locust'));
    tslocRun = await tsloc('-f', 'twin.ts', ...flags, '--csv', join(folder, 'tsloc'));
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('ends with the same exit code', () => {
    expect(locustRun.code).toBe(1);
    expect(tslocRun.code).toBe(1);
  });

  it.each(files)('has the same header bytes in _%s.csv', (file) => {
    const header = (path: string) =>
      readFileSync(path)
        .subarray(0, readFileSync(path).indexOf('\n') + 1)
        .toString('latin1');
    expect(header(ours(file))).toBe(header(theirs(file)));
  });

  it('has the same rows in the same order in _stats.csv', () => {
    const rows = (path: string) => readCsv(path).map((row) => `${row.Type} ${row.Name}`);
    expect(rows(ours('stats'))).toEqual(rows(theirs('stats')));
  });

  it.each(['stats', 'stats_history'])('has cells of the same kinds in _%s.csv', (file) => {
    expect(kindsByColumn(readCsv(ours(file)))).toEqual(kindsByColumn(readCsv(theirs(file))));
  });

  it('has the same error texts, ordered alike, in _failures.csv', () => {
    const rows = (path: string) => readCsv(path).map((row) => [row.Method, row.Name, row.Error]);
    expect(rows(ours('failures'))).toEqual(rows(theirs('failures')));
  });

  it('fails the same requests and no others', () => {
    const failing = (path: string) =>
      readCsv(path)
        .filter((row) => row['Failure Count'] !== '0')
        .map((row) => row.Name);
    expect(failing(ours('stats'))).toEqual(failing(theirs('stats')));
  });

  it('measures the same content sizes', () => {
    const sizes = (path: string) =>
      readCsv(path)
        .filter((row) => row.Name !== 'Aggregated')
        .map((row) => [row.Name, row['Average Content Size']]);
    expect(sizes(ours('stats'))).toEqual(sizes(theirs('stats')));
  });

  it('shares the tasks as Locust does', () => {
    const shares = (path: string) => {
      const rows = readCsv(path);
      const all = Number(rows.at(-1)?.['Request Count']);
      return Object.fromEntries(rows.map((row) => [row.Name, Number(row['Request Count']) / all]));
    };
    const [mine, their] = [shares(ours('stats')), shares(theirs('stats'))];
    for (const name of Object.keys(their))
      expect(Math.abs((mine[name] ?? 0) - (their[name] ?? 0)), name).toBeLessThan(0.06);
  });

  it('groups the exception with its message and node', () => {
    const rows = (path: string) => readCsv(path).map((row) => [row.Message, row.Nodes]);
    expect(rows(ours('exceptions'))).toEqual(rows(theirs('exceptions')));
  });

  it.each(files)('gives pandas the same column types in _%s.csv', async (file) => {
    const { stdout } = await execute(python as string, ['column_types.py', ours(file), theirs(file)]);
    const types = JSON.parse(stdout) as Record<string, Record<string, string>>;
    const whole = Object.fromEntries(medians.map((column) => [column, 'int64']));
    const expected = Object.entries(types[theirs(file)] ?? {}).map(([column, type]) => [column, whole[column] ?? type]);
    expect(types[ours(file)]).toEqual(Object.fromEntries(expected));
    if (file === 'stats')
      expect(types[ours(file)]).toMatchObject({ 'Request Count': 'int64', 'Failure Count': 'int64', '95%': 'int64' });
  });

  it('prints tables of the same layout to the same stream', () => {
    const layout = (text: string) => [
      ...new Set(text.split('\n').filter((line) => /^(Type|-+\||Response time|Error report|# occ)/.test(line))),
    ];
    // Locust has no table of exceptions: a run in which tasks threw would look successful.
    const common = layout(tslocRun.stderr).filter((line) => !/^# occurrences +Exception/.test(line));
    expect(common).toEqual(layout(locustRun.stderr));
    expect(tslocRun.stdout).toBe(locustRun.stdout);
  });
});

/** Locust shows a median with its fraction where its bucket lies outside of min and max; here it is always whole. */
const medians = ['Median Response Time', 'Total Median Response Time'];

/** Every kind of cell that a column has: `int`, `float`, `N/A`, `empty`, `text`. */
function kindsByColumn(rows: readonly Record<string, string>[]): Record<string, string[]> {
  const kinds: Record<string, Set<string>> = {};
  for (const row of rows) {
    for (const [column, value] of Object.entries(row)) {
      if (medians.includes(column)) continue;
      kinds[column] ??= new Set();
      kinds[column].add(kindOf(value));
    }
  }
  return Object.fromEntries(Object.entries(kinds).map(([column, set]) => [column, [...set].sort()]));
}

function kindOf(value: string): string {
  if (value === '' || value === 'N/A') return value === '' ? 'empty' : value;
  if (/^-?\d+$/.test(value)) return 'int';
  return /^-?\d+\.\d+(e-?\d+)?$/.test(value) ? 'float' : 'text';
}

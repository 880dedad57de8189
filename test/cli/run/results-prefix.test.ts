import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releaseResultsPrefix, reserveResultsPrefix } from '../../../src/cli/run/results-prefix.js';
import { folderWith } from '../../helpers/processes/cli.js';

const home = process.cwd();
const at = new Date(2026, 0, 2, 3, 4, 5);

beforeEach(() => process.chdir(folderWith()));
afterEach(() => process.chdir(home));

describe('reserveResultsPrefix', () => {
  it('names the results after the file and the local time', () => {
    expect(reserveResultsPrefix(['/somewhere/shop.users.ts'], at)).toBe('results/shop.users_20260102-030405');
  });

  it('names the results of several files after tsloc', () => {
    expect(reserveResultsPrefix(['/a.ts', '/b.ts'], new Date(2026, 10, 21, 23, 59, 59))).toBe(
      'results/tsloc_20261121-235959',
    );
  });

  it('adds a number if results of the same second exist, started or complete', () => {
    const prefixes = [1, 2, 3].map(() => reserveResultsPrefix(['a.ts'], at));
    expect(prefixes).toEqual([
      'results/a_20260102-030405',
      'results/a_20260102-030405-2',
      'results/a_20260102-030405-3',
    ]);
  });

  it('also returns one if nothing can be written: the CSV reporter has a better message', () => {
    writeFileSync('results', 'a file, not a folder');
    expect(reserveResultsPrefix(['a.ts'], at)).toBe('results/a_20260102-030405');
  });
});

describe('releaseResultsPrefix', () => {
  it('removes the file of a run that could not start', () => {
    releaseResultsPrefix(reserveResultsPrefix(['a.ts'], at));
    expect(readdirSync('results')).toEqual([]);
  });

  it('never removes results', () => {
    const prefix = reserveResultsPrefix(['a.ts'], at);
    writeFileSync(`${prefix}_stats.csv`, 'Type,Name\r\n');
    releaseResultsPrefix(prefix);
    expect(existsSync(`${prefix}_stats.csv`)).toBe(true);
  });

  it('does nothing without a file', () => {
    expect(() => releaseResultsPrefix('results/none')).not.toThrow();
  });
});

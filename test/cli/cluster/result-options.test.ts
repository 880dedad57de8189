import { expect, it } from 'vitest';
import { ignoredResultOptions } from '../../../src/cli/cluster/result-options.js';

it('names the typed options that have no effect on a worker', () => {
  expect(ignoredResultOptions(new Set(['worker', 'csvPrefix', 'jsonFile']))).toBe(
    'A worker writes no result files and prints no tables: give --csv, --json-file to its master.',
  );
});

it('says nothing of others', () => {
  expect(ignoredResultOptions(new Set(['worker', 'requestLog', 'masterHost']))).toBeNull();
});

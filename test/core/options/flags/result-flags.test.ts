import { expect, it } from 'vitest';
import { resultFlags } from '../../../../src/core/options/flags/result-flags.js';
import type { Flag } from '../../../../src/core/options/flags.js';

/** Locust's table: names, environment variable, type, default. */
const ofLocust: Readonly<Record<string, readonly unknown[]>> = {
  tags: ['-T --tags', 'LOCUST_TAGS', 'words', []],
  excludeTags: ['-E --exclude-tags', 'LOCUST_EXCLUDE_TAGS', 'words', []],
  csvPrefix: ['--csv', 'LOCUST_CSV', 'text', null],
  statsHistoryEnabled: ['--csv-full-history', 'LOCUST_CSV_FULL_HISTORY', 'flag', false],
  printStats: ['--print-stats', 'LOCUST_PRINT_STATS', 'flag', false],
  onlySummary: ['--only-summary', 'LOCUST_ONLY_SUMMARY', 'flag', false],
  resetStats: ['--reset-stats', 'LOCUST_RESET_STATS', 'flag', false],
  htmlFile: ['--html', 'LOCUST_HTML', 'text', null],
  json: ['--json', undefined, 'flag', false],
  jsonFile: ['--json-file', undefined, 'text', null],
};

it.each(Object.entries(ofLocust))('%s is as in Locust', (key, expected) => {
  const flag: Flag = (resultFlags as Readonly<Record<string, Flag>>)[key] as Flag;
  const names = [flag.short, flag.long].filter((name) => name !== undefined).join(' ');
  expect([names, flag.env, flag.type, flag.default]).toEqual(expected);
});

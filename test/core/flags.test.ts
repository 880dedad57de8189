import { describe, expect, it } from 'vitest';
import { type Flag, type FlagKey, flags } from '../../src/core/flags.js';

const rows = Object.entries(flags) as [FlagKey, Flag][];
const namesOf = ({ short, long }: Flag) => [short, long].filter((name) => name !== undefined);

/** The option table of Locust's reference: dest in camelCase, names, environment variable, default. */
const locusts: Partial<Record<FlagKey, readonly [names: string, env: string | undefined, value: unknown]>> = {
  host: ['-H --host', 'LOCUST_HOST', null],
  numUsers: ['-u --users', 'LOCUST_USERS', null],
  spawnRate: ['-r --spawn-rate', 'LOCUST_SPAWN_RATE', null],
  runTime: ['-t --run-time', 'LOCUST_RUN_TIME', null],
  listCommands: ['-l --list', undefined, false],
  headless: ['--headless', 'LOCUST_HEADLESS', false],
  tags: ['-T --tags', 'LOCUST_TAGS', []],
  excludeTags: ['-E --exclude-tags', 'LOCUST_EXCLUDE_TAGS', []],
  csvPrefix: ['--csv', 'LOCUST_CSV', null],
  statsHistoryEnabled: ['--csv-full-history', 'LOCUST_CSV_FULL_HISTORY', false],
  printStats: ['--print-stats', 'LOCUST_PRINT_STATS', false],
  onlySummary: ['--only-summary', 'LOCUST_ONLY_SUMMARY', false],
  resetStats: ['--reset-stats', 'LOCUST_RESET_STATS', false],
  skipLogSetup: ['--skip-log-setup', 'LOCUST_SKIP_LOG_SETUP', false],
  loglevel: ['-L --loglevel', 'LOCUST_LOGLEVEL', 'INFO'],
  logfile: ['--logfile', 'LOCUST_LOGFILE', null],
  showTaskRatio: ['--show-task-ratio', undefined, false],
  showTaskRatioJson: ['--show-task-ratio-json', undefined, false],
  exitCodeOnError: ['--exit-code-on-error', 'LOCUST_EXIT_CODE_ON_ERROR', 1],
  stopTimeout: ['-s --stop-timeout', 'LOCUST_STOP_TIMEOUT', null],
};

describe('the option table', () => {
  it.each(Object.entries(locusts))('has %s with the names, the variable and the default of Locust', (key, expected) => {
    const flag: Flag = flags[key as FlagKey];
    expect([namesOf(flag).join(' '), flag.env, flag.default]).toEqual(expected);
  });

  it('uses no name and no environment variable twice', () => {
    const names = rows.flatMap(([, flag]) => namesOf(flag));
    const variables = rows.flatMap(([, { env }]) => env ?? []);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(variables).size).toBe(variables.length);
  });

  it('calls variables after Locust, or after tsloc where Locust has no such option', () => {
    for (const [key, { env }] of rows) {
      if (env !== undefined) expect(env).toMatch(key in locusts || key === 'locustfile' ? /^LOCUST_/ : /^[A-Z]+_/);
    }
  });

  it('helps with every option: a sentence each, a word for every value, choices where one must choose', () => {
    for (const [key, flag] of rows) {
      expect(flag.help, key).toMatch(/^[A-Z][^\n]+[^.\s]$/);
      expect(flag.metavar !== undefined, key).toBe(flag.type !== 'flag');
      expect(flag.choices !== undefined, key).toBe(flag.type === 'choice');
    }
  });
});

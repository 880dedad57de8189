import { describe, expect, it } from 'vitest';
import { checkPlanned, commandLine, optionsFrom } from '../../src/cli/settings.js';
import { type Flag, flags } from '../../src/core/flags.js';
import { flagRows } from '../../src/core/options.js';

it('gives the options of all settings, the last one of each key', () => {
  const setting = (value: number) => ({ key: 'numUsers', value, source: 'x' });
  expect(optionsFrom([setting(1), setting(2)])).toMatchObject({ numUsers: 2, spawnRate: null });
});

describe('options that are planned', () => {
  const web: Flag = { ...flags.webPort, isPlanned: true };
  const worker: Flag = { ...flags.worker, isPlanned: true };
  const rows = [['webPort', web] as const, ['worker', worker] as const, ...flagRows];
  const setting = (key: string, value: unknown, source: string) => ({ key, value, source });

  it('are refused', () => {
    expect(() => checkPlanned([setting('worker', true, 'LOCUST_MODE_WORKER')], rows)).toThrow(
      'tsloc does not have --worker yet (set in LOCUST_MODE_WORKER).',
    );
    expect(() => checkPlanned([setting('webPort', 80, commandLine)], rows)).toThrow(
      'tsloc does not have --web-port yet.',
    );
  });

  it('cause only a warning if a file or variable sets up the web page, and are ignored with their default', () => {
    expect(checkPlanned([setting('webPort', 80, 'locust.conf')], rows)).toEqual([
      'tsloc does not have --web-port yet (set in locust.conf): ignored.',
    ]);
    expect(checkPlanned([setting('worker', false, 'x'), setting('numUsers', 5, 'x')], rows)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { commandLine, optionsFrom, refusePlanned } from '../../../src/cli/options/settings.js';
import { type Flag, flags } from '../../../src/core/options/flags.js';
import { flagRows } from '../../../src/core/options/options.js';

it('gives the options of all settings, the last one of each key', () => {
  const setting = (value: number) => ({ key: 'numUsers', value, source: 'x' });
  expect(optionsFrom([setting(1), setting(2)])).toMatchObject({ numUsers: 2, spawnRate: null });
});

describe('options that are planned', () => {
  const rows = [['worker', { ...flags.worker, isPlanned: true } as Flag] as const, ...flagRows];
  const setting = (key: string, value: unknown, source: string) => ({ key, value, source });

  it('are refused, unless they have their default', () => {
    expect(() => refusePlanned([setting('worker', true, 'LOCUST_MODE_WORKER')], rows)).toThrow(
      'tsloc does not have --worker yet (set in LOCUST_MODE_WORKER).',
    );
    expect(() => refusePlanned([setting('worker', true, commandLine)], rows)).toThrow('does not have --worker yet.');
    expect(() => refusePlanned([setting('worker', false, 'x'), setting('numUsers', 5, 'x')], rows)).not.toThrow();
  });
});

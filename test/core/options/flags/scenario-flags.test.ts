import { expect, it } from 'vitest';
import { scenarioFlags } from '../../../../src/core/options/flags/scenario-flags.js';
import { makeOptions, parseValue } from '../../../../src/core/options/options.js';

it('leave a run as it is by default', () => {
  const { scenario, output, timeScale, coolDown, expectedStatuses } = makeOptions();
  expect([scenario, output, timeScale, coolDown, expectedStatuses]).toEqual([null, null, 1, null, []]);
});

it('refuse a time that does not pass', () => {
  expect(() => parseValue(scenarioFlags.timeScale, '0')).toThrow('argument --time-scale: must be > 0');
  expect(parseValue(scenarioFlags.coolDown, '1m')).toBe(60);
});

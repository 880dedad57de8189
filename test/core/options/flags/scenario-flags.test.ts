import { expect, it } from 'vitest';
import { scenarioFlags } from '../../../../src/core/options/flags/scenario-flags.js';
import { makeOptions, parseValue } from '../../../../src/core/options/options.js';

it('scenario options do not change a run by default', () => {
  const { scenario, output, timeScale, coolDown, expectedStatuses } = makeOptions();
  expect([scenario, output, timeScale, coolDown, expectedStatuses]).toEqual([null, null, 1, null, []]);
});

it('--time-scale rejects 0; --cool-down takes a time span', () => {
  expect(() => parseValue(scenarioFlags.timeScale, '0')).toThrow('argument --time-scale: must be > 0');
  expect(parseValue(scenarioFlags.coolDown, '1m')).toBe(60);
});

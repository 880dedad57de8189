import { describe, expect, it } from 'vitest';
import { locate } from '../../../src/analysis/scenarios/located.js';
import { readScenarios } from '../../../src/analysis/scenarios/read-scenarios.js';

const read = (value: unknown) => readScenarios(locate(value, '', 'f.ts'));

describe('readScenarios', () => {
  it('reads a map of names, or one below scenarios', () => {
    const expected = [['a', { settings: { users: 3 }, place: 'a of f.ts' }]];
    expect([...read({ $schema: 'x', a: { users: 3 } })]).toEqual(expected);
    expect([...read({ version: 1, scenarios: { a: { users: 3 } } })]).toEqual([
      ['a', { settings: { users: 3 }, place: 'scenarios.a of f.ts' }],
    ]);
  });

  it.each([
    [[], 'f.ts: Expected the file to be a map of scenarios by name, got [].'],
    [{ scenarios: 3 }, 'scenarios of f.ts: Expected scenarios to be a map of scenarios by name, got 3.'],
    [{ a: null }, 'a of f.ts: Expected scenario a to be a map such as { users: 10, run_time: 1m }, got null.'],
  ])('refuses %j', (value, message) => {
    expect(() => read(value)).toThrow(message);
  });
});

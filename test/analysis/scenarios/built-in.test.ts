import { describe, expect, it } from 'vitest';
import { builtInScenarios } from '../../../src/analysis/scenarios/built-in.js';
import { resolveScenario } from '../../../src/analysis/scenarios/resolve-scenario.js';
import { parseTarget } from '../../../src/analysis/targets/parse-target.js';

const usual = ['p95 < 500ms', 'success rate >= 99.5%'];

describe('the built-in scenarios', () => {
  it.each([
    ['smoke', 10, 2, 60],
    ['load', 100, 10, 600],
    ['stress', 1000, 50, 900],
    ['spike', 500, 500, 300],
    ['endurance', 200, 10, 1800],
    ['auth-only', 50, 10, 300],
    ['gdpr-only', 20, 5, 300],
    ['rate-limit', 100, 20, 120],
    ['baseline', 100, 10, 60],
    ['normal', 500, 20, 300],
    ['peak', 1000, 50, 600],
    ['stress-2000', 2000, 100, 300],
  ])('%s: %d users, %d per second, %d s', (name, users, spawnRate, runTime) => {
    expect(resolveScenario(name, builtInScenarios).load).toEqual({
      kind: 'constant',
      users,
      spawnRate,
      runTime,
      ramp: null,
    });
  });

  it('are sixteen, each with targets that can be read, and a description', () => {
    const all = [...builtInScenarios.keys()].map((name) => resolveScenario(name, builtInScenarios));
    expect(all).toHaveLength(16);
    for (const { name, targets, description } of all) {
      expect(targets).toEqual(name.startsWith('stress') ? ['p95 < 1s', 'success rate >= 98%'] : usual);
      for (const target of targets) expect(parseTarget(target).level).toBe('threshold');
      expect(description).toMatch(/\w/);
    }
  });

  it('select tasks by tags, and expect 429 where a rate limit is tested', () => {
    const tagged = ['auth-only', 'gdpr-only', 'rate-limit'].map((name) => resolveScenario(name, builtInScenarios));
    expect(tagged.map(({ tags, expectedStatuses }) => [tags, expectedStatuses])).toEqual([
      [['authenticated'], undefined],
      [['gdpr'], undefined],
      [['rate-limit'], [429]],
    ]);
  });
});

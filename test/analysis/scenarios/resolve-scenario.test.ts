import { describe, expect, it } from 'vitest';
import { builtInScenarios } from '../../../src/analysis/scenarios/built-in.js';
import { resolveScenario } from '../../../src/analysis/scenarios/resolve-scenario.js';
import type { ScenarioSettings } from '../../../src/analysis/scenarios/settings.js';

function resolve(name: string, own: Record<string, ScenarioSettings>) {
  const found = Object.entries(own).map(
    ([key, settings], i) => [key, { settings, place: `f.yaml:${i + 2}:3` }] as const,
  );
  return resolveScenario(name, new Map([...builtInScenarios, ...found]));
}

describe('resolveScenario', () => {
  it('takes what a scenario leaves out from the one that it extends, at any depth', () => {
    const own = {
      checkout: { extends: 'load', targets: ['p99 < 1s'], host: 'http://a' },
      small: { extends: 'checkout', users: 5, runTime: 30 },
    };
    expect(resolve('small', own)).toEqual({
      name: 'small',
      description: 'The usual load',
      load: { kind: 'constant', users: 5, spawnRate: 10, runTime: 30, ramp: null },
      targets: ['p99 < 1s'],
      host: 'http://a',
    });
  });

  it('keeps inherited numbers of successes beside an own failure threshold: they limit no failures', () => {
    const base = { users: 1, targets: ['success count >= 1000', 'failures < 5'] };
    const own = { base, strict: { extends: 'base', failureThreshold: 0.05 } };
    expect(resolve('strict', own).targets).toEqual(['success count >= 1000', 'error rate <= 5%']);
  });

  it('lets a ramp replace a rate, and another kind of load the inherited one', () => {
    const stages = [{ users: 3, duration: 9 }];
    const own = {
      ramped: { extends: 'smoke', rampUp: 5 },
      staged: { extends: 'soak', stages },
      often: { extends: 'spikes', spikes: { every: 60, duration: 30 } },
      higher: { extends: 'spikes', spikes: { multiplier: 2 } },
      small: { extends: 'spikes', users: 50 },
    };
    expect(resolve('small', own).load).toMatchObject({ users: 10, spikeUsers: 50, every: 180, duration: 120 });
    expect(resolve('ramped', own).load).toMatchObject({ users: 10, spawnRate: 2 });
    expect(resolve('staged', own).load).toEqual({ kind: 'stages', stages: [{ users: 3, spawnRate: 3, duration: 9 }] });
    expect(resolve('often', own).load).toMatchObject({ users: 100, spikeUsers: 500, every: 60, duration: 30 });
    expect(resolve('higher', own).load).toMatchObject({ spikeUsers: 200, every: 180, duration: 120 });
  });

  it('makes a target of a failure threshold', () => {
    expect(resolve('x', { x: { users: 1, failureThreshold: 0.055, targets: ['p95 < 1s'] } }).targets).toEqual([
      'p95 < 1s',
      'error rate <= 5.5%',
    ]);
  });

  it('lets an own failure threshold replace inherited thresholds on failures', () => {
    const own = {
      base: { targets: ['p95 < 1s', 'target: error rate < 0.1%', 'failures < 5', 'GET /a error rate < 1%'] },
      a: { extends: 'load', failureThreshold: 0.05 },
      b: { extends: 'base', failureThreshold: 0.05 },
      c: { extends: 'load', failureThreshold: 0.05, targets: ['success rate > 99%'] },
    };
    expect(resolve('a', own).targets).toEqual(['p95 < 500ms', 'error rate <= 5%']);
    const kept = ['p95 < 1s', 'target: error rate < 0.1%', 'GET /a error rate < 1%'];
    expect(resolve('b', own).targets).toEqual([...kept, 'error rate <= 5%']);
    expect(resolve('c', own).targets).toEqual(['success rate > 99%', 'error rate <= 5%']);
  });

  it('lets an own ramp or rate replace those of inherited stages', () => {
    const own = { fast: { extends: 'ladder', spawnRate: 7 }, slow: { extends: 'ladder', rampUp: 200 } };
    expect(resolve('fast', own).load).toMatchObject({ stages: Array(5).fill({ spawnRate: 7 }) });
    expect(resolve('slow', own).load).toMatchObject({ stages: [{ spawnRate: 0.5 }, { spawnRate: 0.5 }, {}, {}, {}] });
  });

  it('paces users where requests per minute determine the load', () => {
    expect(resolve('x', { x: { requestsPerMinute: 60 } }).pacing).toBe(6);
    expect(resolve('business-hours', {}).pacing).toBe(6);
    expect(resolve('smoke', {}).pacing).toBe(undefined);
  });

  it.each<[string, Record<string, ScenarioSettings>, object]>([
    [
      'smok',
      {},
      {
        code: 'UNKNOWN_SCENARIO',
        message: "Expected the name of a scenario, got 'smok'.",
        hint: "Did you mean 'smoke'?",
      },
    ],
    [
      'a',
      { a: { extends: 'nothing' } },
      { code: 'UNKNOWN_SCENARIO', message: "f.yaml:2:3: Expected the name of a scenario, got 'nothing'." },
    ],
    [
      'a',
      { a: { extends: 'b' }, b: { extends: 'a' } },
      { code: 'BAD_SCENARIO', message: 'f.yaml:3:3: Expected a scenario that does not extend itself, got a → b → a.' },
    ],
    [
      'a',
      { a: { extends: 'a' } },
      { code: 'BAD_SCENARIO', message: 'f.yaml:2:3: Expected a scenario that does not extend itself, got a → a.' },
    ],
    [
      'a',
      { a: { extends: 'spikes', spikes: { every: 10 } } },
      {
        code: 'BAD_SCENARIO',
        message: 'f.yaml:2:3: Expected scenario a to have spikes no longer than their interval, got 120 s of 10 s.',
      },
    ],
  ])('refuses %s of %j', (name, own, error) => {
    expect(() => resolve(name, own)).toThrow(expect.objectContaining({ exitCode: 2, ...error }));
  });
});

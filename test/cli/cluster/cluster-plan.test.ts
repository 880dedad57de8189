import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { clusterPlan, settleMsOf, waitBeforeReadySecondsOf } from '../../../src/cli/cluster/cluster-plan.js';
import { makeOptions } from '../../../src/core/options/options.js';

describe('clusterPlan', () => {
  it.each([
    [{}, { role: 'alone' }],
    [{ master: true }, { role: 'master' }],
    [{ worker: true }, { role: 'worker' }],
    [{ worker: true, iterations: 5 }, { role: 'worker' }],
    [{ iterations: 5 }, { role: 'alone' }],
    [{ master: true, iterations: 5 }, { role: 'master' }],
    [{ processes: 3 }, { role: 'parent', count: 3, isMaster: true }],
    [
      { processes: 3, worker: true },
      { role: 'parent', count: 3, isMaster: false },
    ],
    [{ processes: 0 }, { role: 'alone' }],
    [{ processes: 0, master: true }, { role: 'master' }],
    [{ processes: -1 }, { role: 'parent', count: availableParallelism(), isMaster: true }],
  ])('of %j is %j', (given, plan) => {
    expect(clusterPlan(makeOptions(given))).toEqual(plan);
  });

  it.each([
    [{ master: true, masterToken: '' }],
    [{ worker: true, masterToken: '' }],
    [{ worker: true, processes: 2, masterToken: '' }],
  ])('refuses %j, which would not encrypt', (given) => {
    expect(() => clusterPlan(makeOptions(given))).toThrow(expect.objectContaining({ code: 'BAD_OPTION', exitCode: 2 }));
  });

  it('needs no token without other nodes', () => {
    expect(clusterPlan(makeOptions({ masterToken: '' }))).toEqual({ role: 'alone' });
  });

  it.each([
    [{ master: true, processes: 2 }],
    [{ processes: -2 }],
    [{ master: true, requestLog: 'a.csv' }],
    [{ master: true, trace: true }],
    [{ master: true, traceFailures: 5 }],
  ])('refuses %j', (given) => {
    expect(() => clusterPlan(makeOptions(given))).toThrow(expect.objectContaining({ code: 'BAD_OPTION', exitCode: 1 }));
  });
});

it('ends with 255, as Locust does, where a node is to be master and worker', () => {
  const both = makeOptions({ master: true, worker: true });
  expect(() => clusterPlan(both)).toThrow(expect.objectContaining({ code: 'BAD_OPTION', exitCode: 255 }));
});

describe('the waits of Locust’s variables', () => {
  const settle = 'LOCUST_WAIT_FOR_WORKERS_REPORT_AFTER_RAMP_UP';
  const ready = 'LOCUST_WORKER_ADDITIONAL_WAIT_BEFORE_READY_AFTER_STOP';

  it('are seconds, or report intervals', () => {
    expect([{}, { [settle]: '2.5' }, { [settle]: '2 * WORKER_REPORT_INTERVAL' }].map(settleMsOf)).toEqual([
      1_000, 2_500, 6_000,
    ]);
    expect([{}, { [ready]: '4' }].map(waitBeforeReadySecondsOf)).toEqual([0, 4]);
  });

  it('are refused if they are none', () => {
    const bad = expect.objectContaining({ code: 'BAD_OPTION' });
    expect(() => settleMsOf({ [settle]: 'long' })).toThrow(bad);
    expect(() => waitBeforeReadySecondsOf({ [ready]: '-1' })).toThrow(bad);
  });
});

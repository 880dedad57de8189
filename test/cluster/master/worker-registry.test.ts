import { describe, expect, it } from 'vitest';
import { WorkerRegistry } from '../../../src/cluster/master/worker-registry.js';

describe('WorkerRegistry', () => {
  it('gives each worker a number of its own, which it keeps when it comes back', () => {
    const registry = new WorkerRegistry();
    expect(['h_1', 'h_2', 'h_1'].map((id) => registry.register(id).index)).toEqual([0, 1, 0]);
    registry.remove('h_1');
    expect([registry.register('h_3').index, registry.register('h_1').index]).toEqual([2, 0]);
  });

  it('lists those that can have users, hosts in turn', () => {
    const registry = new WorkerRegistry();
    for (const id of ['b_1', 'a_2', 'a_1']) registry.register(id);
    expect(registry.available.map(({ id }) => id)).toEqual(['a_1', 'b_1', 'a_2']);
    Object.assign(registry.get('a_1') as object, { state: 'missing' });
    registry.refresh();
    expect(registry.available.map(({ id }) => id)).toEqual(['a_2', 'b_1']);
    expect(registry.all).toHaveLength(3);
  });

  it('remembers which reports of a worker were counted after it has gone', () => {
    const registry = new WorkerRegistry();
    const { ledger } = registry.register('h_1');
    registry.remove('h_1');
    expect([registry.ledgerOf('h_1'), registry.register('h_1').ledger]).toEqual([ledger, ledger]);
    expect(registry.ledgerOf('h_2')).toBeUndefined();
  });

  it('sums what workers report of their requests and iterations, of those that left as well', () => {
    const registry = new WorkerRegistry();
    const said = { requestsInFlight: 2, resentRequests: 1, iterations: 5 };
    for (const id of ['h_1', 'h_2']) Object.assign(registry.register(id), said);
    registry.remove('h_1');
    expect(registry.sums).toEqual({ requestsInFlight: 4, resentRequests: 2, iterations: 10 });
    registry.clearSums();
    expect(registry.sums).toEqual({ requestsInFlight: 0, resentRequests: 0, iterations: 0 });
  });

  it('has the highest usage of the workers that are connected', () => {
    const registry = new WorkerRegistry();
    expect(registry.usage).toEqual({ cpu: null, memory: null, loopDelay: null });
    const usages = [
      { cpu: 0.2, memory: 9, loopDelay: null },
      { cpu: 0.6, memory: 3, loopDelay: 5 },
      { cpu: 1, memory: 99, loopDelay: 99 },
    ];
    for (const [i, usage] of usages.entries()) Object.assign(registry.register(`h_${i}`), { usage });
    Object.assign(registry.get('h_2') as object, { state: 'missing' });
    expect(registry.usage).toEqual({ cpu: 0.6, memory: 9, loopDelay: 5 });
  });

  it('takes ten thousand workers at most; those that it has may join again, and others when some are gone', () => {
    const registry = new WorkerRegistry();
    for (let i = 0; i < 10_000; i++) registry.register(`h_${i}`);
    expect(() => registry.register('x_1')).toThrow(expect.objectContaining({ code: 'BAD_MESSAGE' }));
    registry.register('h_1');
    registry.remove('h_1');
    registry.register('x_1');
    expect(registry.get('x_1')?.state).toBe('ready');
  });
});

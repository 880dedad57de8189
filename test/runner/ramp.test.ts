import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Ramp } from '../../src/runner/ramp.js';
import { UsersDispatcher } from '../../src/runner/users-dispatcher.js';
import { NodeFleet } from '../helpers/cluster/node-fleet.js';
import { Stage } from '../helpers/users/actors.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('Ramp', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function startRamp(users: number, spawnRate: number, nodes = ['a', 'b']) {
    const userClasses = [new Stage().actorClass('A')];
    const { environment } = makeEnvironment({}, userClasses);
    const fleet = new NodeFleet(environment, nodes);
    const dispatcher = new UsersDispatcher(userClasses, fleet.nodes);
    const ramp = new Ramp(fleet, dispatcher, { users, spawnRate });
    fleet.onNodesChanged = () => {
      dispatcher.setNodes(fleet.nodes);
      ramp.redistribute();
    };
    const state = { result: null as boolean | null };
    ramp.run().then((result) => {
      state.result = result;
    });
    const counts = () => fleet.nodes.map((node) => fleet.countsOf(node).A);
    return { fleet, ramp, state, counts };
  }

  it('moves the fleet to the load at the spawn rate, and resolves with true when the last change has begun', async () => {
    const { ramp, state, counts } = startRamp(6, 2);
    await pass(999);
    expect([counts(), ramp.isRunning, state.result]).toEqual([[1, 1], true, null]);
    await pass(1_000);
    expect(counts()).toEqual([2, 2]);
    await pass(1_000);
    expect([counts(), ramp.isRunning, state.result]).toEqual([[3, 3], false, true]);
  });

  it('stops where it is when it is cancelled, and resolves with false', async () => {
    const { ramp, state, counts } = startRamp(6, 2);
    await pass(1_500);
    ramp.cancel();
    await pass(10_000);
    expect([counts(), ramp.isRunning, state.result]).toEqual([[2, 2], false, false]);
  });

  it('gives a node that joins its share at once, and continues at the spawn rate', async () => {
    const { fleet, counts, state } = startRamp(12, 4);
    await pass(1_999);
    expect(counts()).toEqual([4, 4]);
    fleet.join('c');
    await pass(0);
    expect(counts()).toEqual([3, 3, 2]);
    await pass(1_000);
    expect([counts(), state.result]).toEqual([[4, 4, 4], true]);
  });

  it('moves the users of a node that leaves to the others at once', async () => {
    const { fleet, counts, state } = startRamp(12, 4, ['a', 'b', 'c']);
    await pass(1_999);
    expect(counts()).toEqual([3, 3, 2]);
    fleet.leave('b');
    await pass(0);
    expect(counts()).toEqual([4, 4]);
    await pass(1_000);
    expect([counts(), state.result]).toEqual([[6, 6], true]);
  });

  it('moves the users of a node that is gone without notice to the others with the next step', async () => {
    const { fleet, counts, state } = startRamp(12, 4, ['a', 'b', 'c']);
    await pass(1_999);
    fleet.onNodesChanged = null;
    fleet.leave('b');
    expect(counts()).toEqual([3, 2]);
    await pass(1);
    expect(counts()).toEqual([5, 5]);
    await pass(999);
    expect([counts(), state.result]).toEqual([[6, 6], true]);
  });

  it('is correct after any number of consecutive changes, also inside a step', async () => {
    const { fleet, counts, state } = startRamp(8, 4);
    await pass(1_100);
    fleet.join('c');
    fleet.leave('a');
    fleet.join('d');
    await pass(1);
    expect(counts().reduce((sum, count) => (sum ?? 0) + (count ?? 0), 0)).toBe(8);
    await pass(5_000);
    expect([counts(), state.result]).toEqual([[3, 3, 2], true]);
  });

  it('ends without a node', async () => {
    const { fleet, state } = startRamp(8, 4);
    await pass(500);
    fleet.leave('a');
    fleet.leave('b');
    await pass(5_000);
    expect([fleet.counts().get('A'), state.result]).toEqual([0, true]);
  });

  it('rejects with what the fleet throws', async () => {
    const { environment } = makeEnvironment({}, [new Stage().actorClass('A')]);
    const fleet = new NodeFleet(environment, ['a']);
    fleet.apply = () => Promise.reject(new Error('lost'));
    const ramp = new Ramp(fleet, new UsersDispatcher(environment.userClasses, ['a']), { users: 1, spawnRate: 1 });
    const outcome = expect(ramp.run()).rejects.toThrow('lost');
    await pass(0);
    await outcome;
    expect(ramp.isRunning).toBe(false);
  });
});

/** The contract of every fleet. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActorClass } from '../../src/core/actor.js';
import type { Environment } from '../../src/core/environment.js';
import type { Fleet } from '../../src/runner/fleet.js';
import { atOnce, batchOf } from '../../src/runner/ramp-steps.js';
import type { Shares } from '../../src/runner/users-dispatcher.js';
import { now } from '../../src/util/loop/clock.js';
import { busy, deaf, Stage } from '../helpers/users/actors.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

export function describeFleet(name: string, createFleet: (environment: Environment) => Fleet | Promise<Fleet>): void {
  describe(name, () => {
    beforeEach(() => {
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    async function fleetOf(userClasses: readonly ActorClass<Environment>[]) {
      const { environment, log } = makeEnvironment({}, userClasses);
      const fleet = await createFleet(environment);
      const counts = () => Object.fromEntries(fleet.counts());
      return { fleet, log, counts };
    }

    /** Starts that many users of class A on each node, at once. */
    async function applyToEach(fleet: Fleet, count: number, signal = new AbortController().signal): Promise<void> {
      const applied = fleet.apply(sharesOfEach(fleet, count), atOnce, now(), signal);
      await vi.advanceTimersByTimeAsync(0);
      await applied;
    }

    function sharesOfEach(fleet: Fleet, count: number): Shares {
      return new Map(fleet.nodes.map((node) => [node, new Map([['A', count]])]));
    }

    it('has nodes, and no users at first', async () => {
      const { fleet, counts } = await fleetOf([new Stage().actorClass('A')]);
      expect(fleet.nodes.length).toBeGreaterThan(0);
      expect([counts(), fleet.isEmpty, fleet.isExhausted]).toEqual([{ A: 0 }, true, false]);
    });

    it('starts and stops users until each node has as many as the shares say', async () => {
      const { fleet, counts } = await fleetOf([new Stage().actorClass('A')]);
      for (const count of [3, 1, 2, 0]) {
        await applyToEach(fleet, count);
        expect([counts(), fleet.isEmpty]).toEqual([{ A: count * fleet.nodes.length }, count === 0]);
      }
    });

    it('spreads the changes evenly over the interval of the batch', async () => {
      const { fleet, counts } = await fleetOf([new Stage().actorClass('A')]);
      const batch = batchOf({ spawnRate: 4 });
      void fleet.apply(sharesOfEach(fleet, 4), batch, now(), new AbortController().signal);
      for (const count of [1, 2, 3, 4]) {
        await vi.advanceTimersByTimeAsync(count === 1 ? 249 : 250);
        expect(counts()).toEqual({ A: count * fleet.nodes.length });
      }
    });

    it('starts users again that have died, at the next step', async () => {
      const stage = new Stage();
      const { fleet, counts } = await fleetOf([stage.actorClass('A')]);
      await applyToEach(fleet, 2);
      stage.actors[0]?.finish();
      await vi.advanceTimersByTimeAsync(0);
      expect(counts()).toEqual({ A: 2 * fleet.nodes.length - 1 });
      await applyToEach(fleet, 2);
      expect(counts()).toEqual({ A: 2 * fleet.nodes.length });
    });

    it('stops where it is and rejects with the reason of the signal', async () => {
      const { fleet, counts } = await fleetOf([new Stage().actorClass('A')]);
      const replaced = new AbortController();
      const applied = fleet.apply(sharesOfEach(fleet, 10), batchOf({ spawnRate: 10 }), now(), replaced.signal);
      const outcome = expect(applied).rejects.toBe('replaced');
      await vi.advanceTimersByTimeAsync(490);
      replaced.abort('replaced');
      await outcome;
      await vi.advanceTimersByTimeAsync(5_000);
      expect(counts()).toEqual({ A: 5 * fleet.nodes.length });
    });

    it('calls onEmptied when the last user has ended by itself', async () => {
      const stage = new Stage();
      const { fleet } = await fleetOf([stage.actorClass('A')]);
      let emptied = 0;
      fleet.onEmptied = () => emptied++;
      await applyToEach(fleet, 1);
      for (const actor of stage.actors.slice(1)) actor.finish();
      await vi.advanceTimersByTimeAsync(0);
      expect([emptied, fleet.isEmpty]).toEqual([0, false]);
      stage.actors[0]?.finish();
      await vi.advanceTimersByTimeAsync(0);
      expect([emptied, fleet.isEmpty]).toEqual([1, true]);
    });

    it('is finished when users have done all of their iterations, and does not replace these', async () => {
      const stage = new Stage();
      const { fleet, counts } = await fleetOf([stage.actorClass('A')]);
      await applyToEach(fleet, 1);
      for (const actor of stage.actors) {
        actor.isExhausted = true;
        actor.finish();
      }
      await vi.advanceTimersByTimeAsync(0);
      expect(fleet.isExhausted).toBe(true);
      await applyToEach(fleet, 1);
      expect(counts()).toEqual({ A: 0 });
    });

    it('stops all users, with a grace period for the current tasks', async () => {
      const { fleet, counts } = await fleetOf([new Stage().actorClass('A', { manner: busy })]);
      await applyToEach(fleet, 2);
      const stopped = fleet.stopAll(3_000);
      await vi.advanceTimersByTimeAsync(2_999);
      expect(counts()).toEqual({ A: 2 * fleet.nodes.length });
      await vi.advanceTimersByTimeAsync(1);
      await stopped;
      expect(counts()).toEqual({ A: 0 });
    });

    it('reports early that a task is stuck, and abandons its user', async () => {
      const stage = new Stage();
      const { fleet, counts, log } = await fleetOf([stage.actorClass('A', { manner: deaf })]);
      await applyToEach(fleet, 1);
      let stuckCount = 0;
      const stopped = fleet.stopAll(0, () => stuckCount++);
      await vi.advanceTimersByTimeAsync(250);
      expect(stuckCount).toBe(fleet.nodes.length);
      await vi.advanceTimersByTimeAsync(750);
      await stopped;
      expect([counts(), stage.actors.every(({ isAbandoned }) => isAbandoned)]).toEqual([{ A: 0 }, true]);
      expect(log.join()).toContain('did not stop in time and were abandoned');
    });

    it('serves the next test after stopAll, with users for those that had finished', async () => {
      const stage = new Stage();
      const { fleet, counts } = await fleetOf([stage.actorClass('A')]);
      await applyToEach(fleet, 2);
      for (const actor of stage.actors) {
        actor.isExhausted = true;
        actor.finish();
      }
      await vi.advanceTimersByTimeAsync(0);
      await fleet.stopAll(0);
      expect([fleet.isEmpty, fleet.isExhausted]).toEqual([true, false]);
      await applyToEach(fleet, 2);
      expect(counts()).toEqual({ A: 2 * fleet.nodes.length });
    });
  });
}

import { describe, expect, it } from 'vitest';
import { Counter } from '../../../src/stats/metrics/counter.js';
import { epochSecondsAt, now } from '../../../src/util/loop/clock.js';

describe('Counter', () => {
  it('adds 1, or any amount of 0 or more', () => {
    const counter = new Counter('tokens');
    counter.add();
    counter.add(12);
    counter.add(0.5);
    counter.add(0);
    expect([counter.total, counter.count]).toEqual([13.5, 4]);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '3', null, true, 3n])('refuses %s', (amount) => {
    const counter = new Counter('tokens');
    expect(() => counter.add(amount as number)).toThrow("Expected the amount for counter 'tokens' to be a number of 0");
    expect(counter.count).toBe(0);
  });

  it('knows when something was added last', () => {
    const counter = new Counter('tokens');
    const time = now();
    counter.add();
    expect(counter.lastAt).toBeCloseTo(epochSecondsAt(time), 3);
  });

  it('gives what was added since the last drain, which another one absorbs', () => {
    const [worker, master] = [new Counter('tokens'), new Counter('tokens')];
    const time = epochSecondsAt(now());
    worker.add(3);
    master.absorb(JSON.parse(JSON.stringify(worker.drain())));
    worker.add(4);
    master.absorb(JSON.parse(JSON.stringify(worker.drain())));
    expect([master.total, master.count]).toEqual([7, 2]);
    expect(master.lastAt).toBeCloseTo(time, 2);
    expect(worker.drain()).toBe(null);
  });
});

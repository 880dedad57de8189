import { describe, expect, it } from 'vitest';
import { Capacity, MAX_QUEUE_MS } from '../../../src/demo/faults/capacity.js';

/** The waits of requests that come at a steady rate for some seconds. */
function waits(capacity: Capacity, perSecond: number, seconds: number): (number | null)[] {
  return Array.from({ length: perSecond * seconds }, (_, n) => capacity.enter((n * 1000) / perSecond));
}

describe('Capacity', () => {
  it('lets nothing wait up to the saturation point', () => {
    expect(Math.max(...(waits(new Capacity(200), 200, 60) as number[]))).toBeLessThan(1e-6);
    expect(Math.max(...(waits(new Capacity(200), 50, 60) as number[]))).toBe(0);
  });

  it('lets the queue grow by the excess above the saturation point: after 10 s at twice the rate, the wait is 5 s', () => {
    const all = waits(new Capacity(100), 200, 10) as number[];
    expect(all.at(-1)).toBeCloseTo(9995, 0);
    expect(all[1000]).toBeCloseTo(5000, 6);
  });

  it('serves a burst one after the other, first come, first served', () => {
    const capacity = new Capacity(100);
    expect([capacity.enter(5), capacity.enter(5), capacity.enter(5), capacity.enter(20)]).toEqual([0, 10, 20, 15]);
  });

  it('recovers when nothing comes', () => {
    const capacity = new Capacity(100);
    for (let n = 0; n < 300; n++) capacity.enter(0);
    expect(capacity.enter(3000)).toBe(0);
  });

  it('is full when a request would wait longer than the limit, and takes others when the queue is shorter', () => {
    const capacity = new Capacity(1);
    const burst = Array.from({ length: 40 }, () => capacity.enter(0));
    expect(burst.filter((wait) => wait === null)).toHaveLength(40 - (MAX_QUEUE_MS / 1000 + 1));
    expect(capacity.enter(999)).toBe(null);
    expect(capacity.enter(1000)).toBe(MAX_QUEUE_MS);
  });
});

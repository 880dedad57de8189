import { describe, expect, it } from 'vitest';
import { Gauge } from '../../../src/stats/metrics/gauge.js';
import { now } from '../../../src/util/loop/clock.js';

describe('Gauge', () => {
  it('has the latest value and the extremes', () => {
    const gauge = new Gauge('queue');
    for (const value of [4, -2.5, 9, 3]) gauge.set(value);
    expect(gauge).toMatchObject({ count: 4, last: 3, min: -2.5, max: 9 });
  });

  it('takes the later one of two processes, whichever is absorbed first', () => {
    const [early, late, master] = [new Gauge('queue'), new Gauge('queue'), new Gauge('queue')];
    const before = now(); // a gauge takes the last reading, which may be that of another test's clock
    early.set(1);
    while (now() < before + 1); // times in seconds since 1970 are exact to less than a microsecond
    late.set(2);
    const [first, second] = [early.drain(), late.drain()].map((delta) => JSON.parse(JSON.stringify(delta)));
    master.absorb(second);
    master.absorb(first);
    expect(master).toMatchObject({ count: 2, last: 2, min: 1, max: 2 });
    expect(early.drain()).toBe(null);
  });

  it('can be cleared and used again', () => {
    const gauge = new Gauge('queue');
    gauge.set(100);
    gauge.clear();
    expect(gauge.count).toBe(0);
    gauge.set(5);
    expect(gauge).toMatchObject({ last: 5, min: 5, max: 5 });
  });
});

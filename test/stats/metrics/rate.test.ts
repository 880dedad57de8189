import { describe, expect, it } from 'vitest';
import { Rate } from '../../../src/stats/metrics/rate.js';

describe('Rate', () => {
  it('is the share of true', () => {
    const rate = new Rate('cache hit');
    expect(rate.share).toBe(0);
    for (const isHit of [true, true, false, true]) rate.record(isHit);
    expect([rate.share, rate.trues, rate.count]).toEqual([0.75, 3, 4]);
  });

  it('gives what was recorded since the last drain, which another one absorbs', () => {
    const [worker, master] = [new Rate('cache hit'), new Rate('cache hit')];
    worker.record(true);
    master.absorb(worker.drain() as never);
    worker.record(false);
    master.absorb(worker.drain() as never);
    expect([master.share, master.count]).toEqual([0.5, 2]);
    expect(worker.drain()).toBe(null);
  });
});

import { expect, it } from 'vitest';
import { latencyBounds, latencyClassCount, packClasses } from '../../../src/web/history/latency-classes.js';

it('has ascending bounds, and an open class above the last one', () => {
  expect(latencyBounds).toEqual([...latencyBounds].sort((a, b) => a - b));
  expect(latencyClassCount).toBe(latencyBounds.length + 1);
});

it('packs the classes that are not empty', () => expect(packClasses([0, 3, 0, 4])).toEqual([1, 3, 3, 4]));

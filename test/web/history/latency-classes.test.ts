import { expect, it } from 'vitest';
import { latencyBounds, latencyClassCount } from '../../../src/web/history/latency-classes.js';

it('has ascending bounds, and an open class above the last one', () => {
  expect(latencyBounds).toEqual([...latencyBounds].sort((a, b) => a - b));
  expect(latencyClassCount).toBe(latencyBounds.length + 1);
});

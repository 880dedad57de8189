import { expect, it } from 'vitest';
import { UsageReader } from '../../src/core/generator-usage.js';

it('reads the usage of this process since the last call', () => {
  const reader = new UsageReader(() => 1_000);
  const end = performance.now() + 30;
  while (performance.now() < end); // the event loop is busy
  const { cpu, memory, loopDelay } = reader.read();
  reader.stop();
  expect(memory).toBe(1_000);
  expect(cpu).toBeGreaterThan(0);
  expect(cpu).toBeLessThanOrEqual(1);
  expect(loopDelay).toBeGreaterThanOrEqual(0);
});

it('reports nothing for an interval of length 0', () => {
  const reader = new UsageReader(() => Number.NaN);
  const values = Object.values(reader.read());
  reader.stop();
  expect(values).toContain(null);
  expect(values.every((value) => value === null || Number.isFinite(value))).toBe(true);
});

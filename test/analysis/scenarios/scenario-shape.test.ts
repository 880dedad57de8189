import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { builtInScenarios } from '../../../src/analysis/scenarios/built-in.js';
import { resolveScenario } from '../../../src/analysis/scenarios/resolve-scenario.js';
import { scenarioShape } from '../../../src/analysis/scenarios/scenario-shape.js';

describe('scenarioShape', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is a class that follows the load by the clock of the run', () => {
    const Shape = scenarioShape('spikes', resolveScenario('spikes', builtInScenarios).load);
    expect([Shape.name, (Shape as unknown as { useCommonOptions: boolean }).useCommonOptions]).toEqual([
      'spikes',
      true,
    ]);
    const shape = new Shape();
    shape.resetTime();
    const ticks = [0, 60_000, 120_000, 420_000].map((ms) => {
      vi.advanceTimersByTime(ms);
      return shape.tick();
    });
    expect(ticks).toEqual([[100, 500], [500, 500], [100, 500], null]);
  });
});

import { performance } from 'node:perf_hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EventLoopMonitor } from '../../../src/util/loop/event-loop-monitor.js';

/** Blocks the event loop. */
function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const nextTick = () => new Promise((resolve) => setImmediate(resolve));

describe('EventLoopMonitor', () => {
  const monitors: EventLoopMonitor[] = [];
  const startMonitor = () => {
    const monitor = new EventLoopMonitor();
    monitors.push(monitor);
    return monitor;
  };
  afterEach(() => {
    vi.restoreAllMocks();
    for (const monitor of monitors.splice(0)) monitor.stop();
  });

  it('measures the share of time since the last read in which the loop was busy', async () => {
    const monitor = startMonitor();
    await nextTick();
    monitor.read();
    block(40);
    await nextTick();
    const { loopUtilization } = monitor.read();
    expect(loopUtilization).toBeGreaterThan(0.7);
    expect(loopUtilization).toBeLessThanOrEqual(1);
  });

  it('starts a new interval at each read', () => {
    const measured = [
      { idle: 0, active: 0, utilization: 0 },
      { idle: 100, active: 300, utilization: 0.75 },
      { idle: 400, active: 400, utilization: 0.5 },
    ] as const;
    const subtract = performance.eventLoopUtilization.bind(performance);
    let reads = 0;
    vi.spyOn(performance, 'eventLoopUtilization').mockImplementation((...given) =>
      given.length === 0 ? (measured[reads++] ?? measured[0]) : subtract(...given),
    );
    const monitor = startMonitor();
    expect(monitor.read().loopUtilization).toBe(0.75);
    expect(monitor.read().loopUtilization).toBe(0.25);
  });

  it('measures the event-loop delay until the next read', async () => {
    const monitor = startMonitor();
    for (let i = 0; i < 3; i++) {
      block(60);
      await nextTick();
    }
    const { loopDelay } = monitor.read();
    expect(loopDelay).toBeGreaterThan(30);
    expect(loopDelay).toBeLessThan(10_000);
    expect(monitor.read().loopDelay).toBe(0);
  });

  it('reports no delay before anything was measured', () => {
    expect(startMonitor().read().loopDelay).toBe(0);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { afterEach, describe, expect, it } from 'vitest';
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

  it('starts a new interval at each read', async () => {
    const monitor = startMonitor();
    await nextTick();
    block(300);
    await nextTick();
    expect(monitor.read().loopUtilization).toBeGreaterThan(0.7);
    // This process is idle while another one starts and ends.
    await once(spawn(process.execPath, ['-e', '']), 'close');
    expect(monitor.read().loopUtilization).toBeLessThan(0.7);
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

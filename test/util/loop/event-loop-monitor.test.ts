import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { afterEach, describe, expect, it } from 'vitest';
import { EventLoopMonitor } from '../../../src/util/loop/event-loop-monitor.js';

/** Keeps the event loop from turning. */
function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('VitalsMonitor', () => {
  const monitors: EventLoopMonitor[] = [];
  const watched = () => {
    const monitor = new EventLoopMonitor();
    monitors.push(monitor);
    return monitor;
  };
  afterEach(() => {
    for (const monitor of monitors.splice(0)) monitor.stop();
  });

  it('sees a loop that is kept busy, as a share of the time since the last look', async () => {
    const monitor = watched();
    await turn();
    monitor.read();
    block(40);
    await turn();
    const { loopUtilization } = monitor.read();
    expect(loopUtilization).toBeGreaterThan(0.7);
    expect(loopUtilization).toBeLessThanOrEqual(1);
  });

  it('forgets how busy the loop was with each look', async () => {
    const monitor = watched();
    await turn();
    block(300);
    await turn();
    expect(monitor.read().loopUtilization).toBeGreaterThan(0.7);
    // While another process starts and ends, this one has nothing to do.
    await once(spawn(process.execPath, ['-e', '']), 'close');
    expect(monitor.read().loopUtilization).toBeLessThan(0.7);
  });

  it('tells how late the loop was, and forgets it with the next look', async () => {
    const monitor = watched();
    for (let i = 0; i < 3; i++) {
      block(60);
      await turn();
    }
    const { loopDelay } = monitor.read();
    expect(loopDelay).toBeGreaterThan(30);
    expect(loopDelay).toBeLessThan(10_000);
    expect(monitor.read().loopDelay).toBe(0);
  });

  it('finds nothing late before anything was measured', () => {
    expect(watched().read().loopDelay).toBe(0);
  });
});

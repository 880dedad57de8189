import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { afterEach, describe, expect, it } from 'vitest';
import { VitalsMonitor } from '../../src/util/vitals.js';

/** Keeps the event loop from turning. */
function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('VitalsMonitor', () => {
  const monitors: VitalsMonitor[] = [];
  const watched = () => {
    const monitor = new VitalsMonitor();
    monitors.push(monitor);
    return monitor;
  };
  afterEach(() => {
    for (const monitor of monitors.splice(0)) monitor.stop();
  });

  it('sees a loop that is kept busy, as a share of the time since the last look', async () => {
    const monitor = watched();
    await turn();
    monitor.look();
    block(40);
    await turn();
    const { loopUtilization } = monitor.look();
    expect(loopUtilization).toBeGreaterThan(0.7);
    expect(loopUtilization).toBeLessThanOrEqual(1);
  });

  it('forgets how busy the loop was with each look', async () => {
    const monitor = watched();
    await turn();
    block(300);
    await turn();
    expect(monitor.look().loopUtilization).toBeGreaterThan(0.7);
    // While another process starts and ends, this one has nothing to do.
    await once(spawn(process.execPath, ['-e', '']), 'close');
    expect(monitor.look().loopUtilization).toBeLessThan(0.7);
  });

  it('tells how late the loop was, and forgets it with the next look', async () => {
    const monitor = watched();
    for (let i = 0; i < 3; i++) {
      block(60);
      await turn();
    }
    const { loopDelay } = monitor.look();
    expect(loopDelay).toBeGreaterThan(30);
    expect(loopDelay).toBeLessThan(10_000);
    expect(monitor.look().loopDelay).toBe(0);
  });

  it('finds nothing late before anything was measured', () => {
    expect(watched().look().loopDelay).toBe(0);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UsageMonitor } from '../../src/runner/usage-monitor.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

describe('UsageMonitor', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function monitorOf(utilizations: number[]) {
    const { environment } = makeEnvironment();
    const fired: unknown[] = [];
    environment.events.cpuWarning.addListener((argument) => void fired.push(['cpuWarning', argument]));
    environment.events.usageMonitor.addListener((argument) => void fired.push(['usageMonitor', argument]));
    const monitor = new UsageMonitor(
      environment,
      () => 123,
      () => utilizations.shift() ?? 0,
    );
    return { environment, fired, monitor };
  }

  it('fires usageMonitor every ten seconds, the first after ten, as Locust does', async () => {
    const { environment, fired, monitor } = monitorOf([0.5, 0.25, 0.75]);
    monitor.start();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(fired).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(fired).toEqual([['usageMonitor', { environment, cpuUsage: 25, memoryUsage: 123 }]]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fired.slice(1)).toEqual([['usageMonitor', { environment, cpuUsage: 75, memoryUsage: 123 }]]);
    monitor.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fired).toHaveLength(2);
  });

  it('fires cpuWarning for each ten seconds of more than 90 %, and for no others', async () => {
    const { environment, fired, monitor } = monitorOf([0, 0.9, 0.91, 1, 0.5]);
    monitor.start();
    await vi.advanceTimersByTimeAsync(40_000);
    monitor.stop();
    const warnings = fired.filter((one) => (one as [string])[0] === 'cpuWarning');
    expect(warnings).toEqual([
      ['cpuWarning', { environment, cpuUsage: 91 }],
      ['cpuWarning', { environment, cpuUsage: 100 }],
    ]);
  });

  it('measures this process by default', async () => {
    const { environment } = makeEnvironment();
    const seen: number[] = [];
    environment.events.usageMonitor.addListener(({ cpuUsage, memoryUsage }) => void seen.push(cpuUsage, memoryUsage));
    const monitor = new UsageMonitor(environment);
    monitor.start();
    await vi.advanceTimersByTimeAsync(10_000);
    monitor.stop();
    const [cpuUsage, memoryUsage] = seen as [number, number];
    expect(cpuUsage).toBeGreaterThanOrEqual(0);
    expect(cpuUsage).toBeLessThanOrEqual(100);
    expect(memoryUsage).toBeGreaterThan(1_000_000);
  });
});

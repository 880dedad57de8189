import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChangeNotifier } from '../../../src/cluster/worker/change-notifier.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('ChangeNotifier', () => {
  it('reports the first changes at once, later ones at the end of the second', async () => {
    let told = 0;
    const notifier = new ChangeNotifier(() => told++, 3);
    for (let i = 0; i < 10; i++) {
      notifier.notifyLater();
      notifier.notifyLater();
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(told).toBe(3);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toBe(4);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toBe(4);
  });

  it('reports nothing after its stop', async () => {
    let told = 0;
    const notifier = new ChangeNotifier(() => told++);
    notifier.stop();
    notifier.notifyLater();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toBe(0);
  });
});

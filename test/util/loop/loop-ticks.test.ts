import { describe, expect, it } from 'vitest';
import { LoopTicks } from '../../../src/util/loop/loop-ticks.js';

const nextTick = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the tick counter', () => {
  it('stays the same in microtasks, however many', async () => {
    const ticks = new LoopTicks();
    const first = ticks.current();
    for (let i = 0; i < 100; i++) await Promise.resolve();
    expect(ticks.current()).toBe(first);
  });

  it('is greater once other work could run', async () => {
    const ticks = new LoopTicks();
    const first = ticks.current();
    await nextTick();
    expect(ticks.current()).toBeGreaterThan(first);
  });

  it('is greater after begin() in a tick that resumes users', () => {
    const ticks = new LoopTicks();
    const first = ticks.current();
    ticks.begin();
    expect(ticks.current()).toBeGreaterThan(first);
  });
});

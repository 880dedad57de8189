import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NpmWatch } from '../../src/cli/npm-watch.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether `ended()` has resolved after a second in which the parent became `parent`. */
async function endsWith(env: Record<string, string>, parent: number): Promise<boolean> {
  const child = { ppid: process.pid, env };
  let hasEnded = false;
  void new NpmWatch(child).ended().then(() => {
    hasEnded = true;
  });
  child.ppid = parent;
  await vi.advanceTimersByTimeAsync(1_000);
  return hasEnded;
}

// That npm's shell ends is tested with real processes: demo-command.test.ts
it('notices that the parent has ended, if that is npm', async () => {
  expect(await endsWith({ npm_command: 'exec' }, 1)).toBe(true);
  expect(await endsWith({ npm_command: 'exec' }, process.pid)).toBe(false);
  expect(await endsWith({}, 1)).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { BlockDetector } from '../../../src/runner/watchdog/block-detector.js';

const own = new URL('../../../dist/user/tasks/task-loop.js', import.meta.url).href;
const evaluated = '    at eval (eval at spin (/home/me/users.ts:3:9), <anonymous>:1:40)';
const user = '    at Shop.spin (/home/me/users.ts:3:9)';
const inNode = '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)';

function detect() {
  const calls: string[] = [];
  const detector = new BlockDetector(
    new Set([
      {
        onBlocked: (frames) => calls.push(`blocked:\n${frames}`),
        onStillBlocked: () => calls.push('still'),
        onUnblocked: () => calls.push('unblocked'),
      },
    ]),
  );
  return {
    calls,
    detector,
    check: (...frames: string[]) => detector.onMissedHeartbeat(['Error', evaluated, ...frames].join('\n')),
  };
}

describe('the detector of a blocked event loop', () => {
  it('reports the place once, in frames of user code, and each second that it is still blocked', () => {
    const { calls, check } = detect();
    check(user, `    at runTasks (${own}:36:24)`, inNode);
    check(user);
    expect(calls).toEqual([`blocked:\n${user}`, 'still', 'still']);
  });

  it('reports the end, and starts over', () => {
    const { calls, detector, check } = detect();
    detector.onHeartbeat();
    check(user);
    detector.onHeartbeat();
    detector.onHeartbeat();
    check(user);
    expect(calls).toEqual([`blocked:\n${user}`, 'still', 'unblocked', `blocked:\n${user}`, 'still']);
  });

  it('waits for a frame of user code, for five checks at most', () => {
    const { calls, check } = detect();
    for (let i = 0; i < 4; i++) check(inNode);
    expect(calls).toEqual([]);
    check(inNode);
    expect(calls).toEqual([`blocked:\n${inNode}`, 'still']);
  });

  it('restarts the count of these checks after a heartbeat', () => {
    const { calls, detector, check } = detect();
    for (let i = 0; i < 4; i++) check(inNode);
    detector.onHeartbeat();
    for (let i = 0; i < 4; i++) check(inNode);
    expect(calls).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { Guard } from '../../src/cli/watchdog.js';

const own = new URL('../../dist/user/task-loop.js', import.meta.url).href;
const asked = '    at eval (eval at spin (/home/me/users.ts:3:9), <anonymous>:1:40)';
const user = '    at Shop.spin (/home/me/users.ts:3:9)';
const inNode = '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)';

function guarded() {
  const told: string[] = [];
  const guard = new Guard({
    heldUp: (frames) => told.push(`held up:\n${frames}`),
    stillHeldUp: () => told.push('still'),
    released: () => told.push('released'),
  });
  return { told, guard, look: (...frames: string[]) => guard.look(['Error', asked, ...frames].join('\n')) };
}

describe('a watch', () => {
  it('names the place once, in frames of the user’s own, and says each second that it goes on', () => {
    const { told, look } = guarded();
    look(user, `    at runTasks (${own}:36:24)`, inNode);
    look(user);
    expect(told).toEqual([`held up:\n${user}`, 'still', 'still']);
  });

  it('says when it is over, and begins anew', () => {
    const { told, guard, look } = guarded();
    guard.beat();
    look(user);
    guard.beat();
    guard.beat();
    look(user);
    expect(told).toEqual([`held up:\n${user}`, 'still', 'released', `held up:\n${user}`, 'still']);
  });

  it('looks again where it caught nobody’s code, but not for ever', () => {
    const { told, look } = guarded();
    for (let i = 0; i < 4; i++) look(inNode);
    expect(told).toEqual([]);
    look(inNode);
    expect(told).toEqual([`held up:\n${inNode}`, 'still']);
  });

  it('forgets such looks when all is well in between', () => {
    const { told, guard, look } = guarded();
    for (let i = 0; i < 4; i++) look(inNode);
    guard.beat();
    for (let i = 0; i < 4; i++) look(inNode);
    expect(told).toEqual([]);
  });
});

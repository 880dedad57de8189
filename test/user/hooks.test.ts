import { describe, expect, it } from 'vitest';
import * as life from '../../src/user/hooks.js';
import { afterTask, beforeOnStop, onEnd, onKill } from '../../src/user/hooks.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { newEnvironment, start } from '../helpers/users/start-user.js';

/** A user class with a client that records lifecycle hooks. */
class Clientele extends User {
  readonly turns: string[] = [];
  override [afterTask](): void {
    this.turns.push('afterTask');
  }
  override [onKill](reason: Error): void {
    this.turns.push(`killed: ${reason.name}`);
  }
  override [beforeOnStop](): void {
    super[beforeOnStop]();
    this.turns.push('leaving');
  }
  override [onEnd](): void {
    this.turns.push('gone');
  }
  override onStart() {
    this.turns.push('onStart');
  }
  override onStop() {
    this.turns.push('onStop');
  }
}

describe('lifecycle hooks', () => {
  it('are called after each task, before onStop and at the end', async () => {
    class Leaver extends Clientele {
      @task go() {
        this.turns.push('task');
        this.stop(false);
      }
    }
    const { user, ended } = start(Leaver);
    await ended;
    const turns = user.turns.filter((turn, i, all) => turn !== all[i - 1]);
    expect(turns).toEqual(['onStart', 'afterTask', 'task', 'afterTask', 'leaving', 'onStop', 'afterTask', 'gone']);
  });

  it('are called when the user is killed, and before onStop', async () => {
    class Worker extends Clientele {
      @task go() {
        return this.sleep(3_600);
      }
    }
    const { user, ended } = start(Worker);
    await new Promise(setImmediate);
    user.stop(true);
    await ended;
    const turns = user.turns.filter((turn) => turn !== 'afterTask');
    expect(turns).toEqual(['onStart', 'killed: StopUser', 'leaving', 'onStop', 'gone']);
  });
});

describe('hook symbols', () => {
  it('are unique, so that a task may have any name', async () => {
    const done: string[] = [];
    const { environment, thrown } = newEnvironment();
    const names = Object.keys(life);
    class Namesake extends User {}
    for (const name of names) {
      const method = Object.defineProperty(() => void done.push(name), 'name', { value: name });
      Object.defineProperty(Namesake.prototype, name, { value: method });
    }
    Object.defineProperty(Namesake, 'tasks', { value: names.map((name) => Namesake.prototype[name as never]) });
    const { user, ended } = start(Namesake, environment);
    while (new Set(done).size < names.length) await new Promise(setImmediate);
    user.stop(false);
    await ended;
    expect(thrown).toEqual([]);
    for (const value of Object.values(life)) expect(typeof value).toBe('symbol');
  });
});

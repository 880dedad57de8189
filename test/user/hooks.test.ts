import { describe, expect, it } from 'vitest';
import * as hooks from '../../src/user/hooks.js';
import { afterTask, beforeOnStop, onEnd, onKill } from '../../src/user/hooks.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { newEnvironment, start } from '../helpers/users/start-user.js';

/** Records the calls of its lifecycle hooks. */
class Recorder extends User {
  readonly calls: string[] = [];
  override [afterTask](): void {
    this.calls.push('afterTask');
  }
  override [onKill](reason: Error): void {
    this.calls.push(`onKill: ${reason.name}`);
  }
  override [beforeOnStop](): void {
    super[beforeOnStop]();
    this.calls.push('beforeOnStop');
  }
  override [onEnd](): void {
    this.calls.push('onEnd');
  }
  override onStart() {
    this.calls.push('onStart');
  }
  override onStop() {
    this.calls.push('onStop');
  }
}

describe('lifecycle hooks', () => {
  it('are called after each task, before onStop and at the end', async () => {
    class Leaver extends Recorder {
      @task go() {
        this.calls.push('task');
        this.stop(false);
      }
    }
    const { user, ended } = start(Leaver);
    await ended;
    const calls = user.calls.filter((call, i, all) => call !== all[i - 1]);
    expect(calls).toEqual([
      'onStart',
      'afterTask',
      'task',
      'afterTask',
      'beforeOnStop',
      'onStop',
      'afterTask',
      'onEnd',
    ]);
  });

  it('are called when the user is killed, and before onStop', async () => {
    class Worker extends Recorder {
      @task go() {
        return this.sleep(3_600);
      }
    }
    const { user, ended } = start(Worker);
    await new Promise(setImmediate);
    user.stop(true);
    await ended;
    const calls = user.calls.filter((call) => call !== 'afterTask');
    expect(calls).toEqual(['onStart', 'onKill: StopUser', 'beforeOnStop', 'onStop', 'onEnd']);
  });
});

describe('hook symbols', () => {
  it('are unique, so that a task may have any name', async () => {
    const done: string[] = [];
    const { environment, thrown } = newEnvironment();
    const names = Object.keys(hooks);
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
    for (const value of Object.values(hooks)) expect(typeof value).toBe('symbol');
  });
});

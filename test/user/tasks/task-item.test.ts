import { describe, expect, it } from 'vitest';
import { StopUser } from '../../../src/core/signals.js';
import { task } from '../../../src/user/tasks/task.js';
import { readTaskList, taskOf, toTask } from '../../../src/user/tasks/task-item.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { newEnvironment, start } from '../../helpers/users/start-user.js';

function browse() {}
class Cart extends TaskSet {
  @task fill() {}
}

describe('taskOf', () => {
  it('accepts a function or a task set class', () => {
    expect([taskOf(browse), taskOf(Cart)].map(({ name, activity, taskSet }) => [name, activity, taskSet])).toEqual([
      ['browse', 'task browse', null],
      ['Cart', 'task Cart', Cart],
    ]);
  });

  it('reads items with their weights', () => {
    const list = readTaskList(
      'class Shop',
      new Map<unknown, number>([
        [browse, 2],
        [Cart, 0],
      ]),
    );
    expect(list.map(({ task: { name }, weight }) => [name, weight])).toEqual([
      ['browse', 2],
      ['Cart', 0],
    ]);
  });
});

describe('getNextTask()', () => {
  it('may be overridden in users and sets, and return a function, a method or a set', async () => {
    const diary: string[] = [];
    class Lap extends TaskSet {
      override getNextTask() {
        return this.turn;
      }
      turn() {
        diary.push('turn');
        this.interrupt();
      }
    }
    class Runner extends User {
      laps = 0;
      override getNextTask() {
        if (this.laps++ === 2) return this.rest;
        return this.laps === 1 ? (user: Runner) => diary.push(`warm up ${user.laps}`) : Lap;
      }
      rest() {
        diary.push(`rest ${this.laps}`);
        throw new StopUser();
      }
    }
    await start(Runner).ended;
    expect(diary).toEqual(['warm up 1', 'turn', 'rest 3']);
  });

  it('that returns anything else is an exception each time', async () => {
    const { environment, thrown } = newEnvironment();
    class Lost extends User {
      calls = 0;
      override getNextTask() {
        if (this.calls++ === 2) throw new StopUser();
        return undefined as never;
      }
    }
    await start(Lost, environment).ended;
    expect(thrown).toHaveLength(2);
    expect(thrown[0]).toMatchObject({
      code: 'BAD_TASK_LIST',
      message: 'Expected getNextTask() to return a function or a task set, got undefined.',
    });
    expect(() => toTask('browse' as never)).toThrow(/got browse/);
  });
});

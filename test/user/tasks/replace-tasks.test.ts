import { describe, expect, it } from 'vitest';
import { RescheduleTask, RescheduleTaskImmediately } from '../../../src/core/signals.js';
import { collectTasks } from '../../../src/user/tasks/collect-tasks.js';
import { equalizeWeights, replaceTasks } from '../../../src/user/tasks/replace-tasks.js';
import { tag } from '../../../src/user/tasks/tag.js';
import { task } from '../../../src/user/tasks/task.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { repeatedTasks } from '../../helpers/users/repeated-tasks.js';
import { newEnvironment } from '../../helpers/users/start-user.js';

const namesOf = (taskClass: typeof User) => repeatedTasks(taskClass).map(({ name }) => name);

describe('replaceTasks', () => {
  it('replaces the list by a selection, and keeps weights, tags and sets', () => {
    class Inner extends TaskSet {
      @task deep(): void {}
    }
    class Shopper extends User {
      @tag('slow') @task(2) browse(): string {
        return 'browsed';
      }
      @task buy(): void {}
      @task static Inner = Inner;
    }
    replaceTasks(
      Shopper,
      collectTasks(Shopper).filter((one) => one.task.name !== 'buy'),
    );
    const tasks = repeatedTasks(Shopper);
    expect(tasks.map(({ name }) => name)).toEqual(['browse', 'browse', 'Inner']);
    expect([...(tasks[0]?.tags ?? [])]).toEqual(['slow']);
    expect(Shopper.tasks).toEqual([[expect.any(Function), 2], Inner]);
    expect(tasks[2]?.taskSet).toBe(Inner);
    expect(tasks[0]?.run(Shopper.prototype)).toBe('browsed');
  });
});

describe('equalizeWeights', () => {
  it.each([
    [true, RescheduleTaskImmediately],
    [false, RescheduleTask],
  ])('lets an interrupt(%s) inside a set continue with the next task of the user', async (reschedule, signal) => {
    class Forum extends TaskSet {
      @task leave(): void {
        this.interrupt(reschedule);
      }
    }
    class Reader extends User {
      @task static Forum = Forum;
    }
    equalizeWeights(Reader);
    const [leave] = repeatedTasks(Reader);
    const user = new Reader(newEnvironment().environment);
    await expect(async () => leave?.run(user)).rejects.toBeInstanceOf(signal);
  });

  it('gives the class the weight 1, and each leaf task once, those of sets included', () => {
    class Inner extends TaskSet {
      @task(5) deep(): unknown {
        return [this instanceof Inner, this.user];
      }
    }
    class Shopper extends User {
      static override weight = 7;
      @task(3) browse(): void {}
      @task(2) static Inner = Inner;
    }
    equalizeWeights(Shopper);
    expect(Shopper.weight).toBe(1);
    expect(namesOf(Shopper)).toEqual(['browse', 'deep']);
    const user = Object.create(Shopper.prototype) as Shopper;
    expect(repeatedTasks(Shopper)[1]?.run(user)).toEqual([true, user]);
  });

  it('terminates if a set contains itself', () => {
    class Loop extends TaskSet {
      @task once(): void {}
    }
    Loop.tasks = [Loop];
    class Looper extends User {
      @task static Loop = Loop;
    }
    equalizeWeights(Looper);
    expect(namesOf(Looper)).toEqual(['once']);
  });
});

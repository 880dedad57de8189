import { describe, expect, it } from 'vitest';
import { StopUser } from '../../../src/core/signals.js';
import { tag } from '../../../src/user/tasks/tag.js';
import { task } from '../../../src/user/tasks/task.js';
import type { TaskItem } from '../../../src/user/tasks/task-item.js';
import { tasksFor, tasksOf } from '../../../src/user/tasks/task-list.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { repeatedTasksOf, tasksIn } from '../../helpers/users/repeated-tasks.js';
import { newEnvironment, start, until } from '../../helpers/users/start-user.js';
import { Listener } from '../../helpers/users/tagged-user.js';

describe('this.tasks', () => {
  function wander() {}
  function pay() {}

  it('is used instead of the list of the class, by this instance only; it may grow', () => {
    const { environment } = newEnvironment();
    class Shopper extends Listener {}
    const [one, other] = [new Shopper(environment), new Shopper(environment)];
    const names = (user: Shopper) => tasksIn(tasksFor(user, environment)).map(({ name }) => name);
    const tasks: TaskItem[] = [wander];
    one.tasks = tasks;
    expect([names(one), names(other)]).toEqual([['wander'], ['list', 'list', 'upload', 'plain']]);
    tasks.push(pay);
    expect(names(one)).toEqual(['wander', 'pay']);
    one.tasks = [];
    expect(() => names(one)).toThrow(expect.objectContaining({ code: 'NO_TASKS' }));
    one.tasks = ['browse'] as never;
    expect(() => names(one)).toThrow(expect.objectContaining({ code: 'BAD_TASK_LIST' }));
  });

  it('is what the user runs', async () => {
    const diary: string[] = [];
    class Shop extends TaskSet {
      override onStart() {
        this.tasks = [() => diary.push('own') > 1 && this.interrupt()];
      }
      @task never() {
        diary.push('class');
      }
    }
    class Shopper extends User {
      override onStart() {
        this.tasks = [Shop, [() => Promise.reject(new StopUser()), 0] as const];
      }
      @task never() {
        diary.push('class');
      }
      override onStop() {
        diary.push('bye');
      }
    }
    const { user, ended } = start(Shopper);
    await until(() => diary.length > 3);
    user.stop(true);
    await ended;
    expect([...new Set(diary)]).toEqual(['own', 'bye']);
  });
});

describe('a task set that contains itself', () => {
  class Alone extends TaskSet {
    static override tasks: TaskItem[] = [];
    @task @tag('leaf') leaf() {}
  }
  class One extends TaskSet {
    static override tasks: TaskItem[] = [];
    @task @tag('one') look() {}
  }
  class Two extends TaskSet {
    static override tasks: TaskItem[] = [One];
    @task @tag('two') look() {}
  }
  Alone.tasks.push(Alone);
  One.tasks.push(Two);

  it('is collected, directly or through another set', () => {
    const { environment } = newEnvironment();
    const names = (set: typeof Alone | typeof One) => repeatedTasksOf(set, environment).map(({ name }) => name);
    expect([Alone, One, Two].map(names)).toEqual([
      ['Alone', 'leaf'],
      ['Two', 'look'],
      ['One', 'look'],
    ]);
  });

  it('is left out if the tags select nothing else in it', () => {
    const left = (tags: string[]) => {
      const { environment } = newEnvironment({ tags });
      return [Alone, One, Two].map((set) =>
        repeatedTasksOf(set, environment)
          .map(({ name }) => name)
          .join(),
      );
    };
    expect(left(['leaf'])).toEqual(['Alone,leaf', '', '']);
    expect(left(['two'])).toEqual(['', 'Two', 'One,look']);
  });
});

describe('tasksOf', () => {
  it.each([
    [{}, ['list', 'list', 'upload', 'plain']],
    [{ tags: ['read', 'write'] }, ['list', 'list', 'upload']],
    [{ excludeTags: ['slow'] }, ['list', 'list', 'plain']],
    [{ tags: ['write'], excludeTags: ['slow'] }, []],
    [{ tags: ['nobody'] }, []],
  ])('with %j, the tasks are %j', (options, names) => {
    const { environment } = newEnvironment(options);
    expect(repeatedTasksOf(Listener, environment).map(({ name }) => name)).toEqual(names);
  });

  it('collects once for all users of a class in a run', () => {
    const [first, second] = [newEnvironment({ tags: ['read'] }), newEnvironment()];
    const tasks = tasksOf(Listener, first.environment);
    expect(tasksOf(Listener, first.environment)).toBe(tasks);
    expect(repeatedTasksOf(Listener, second.environment)).toHaveLength(4);
    class Fan extends Listener {}
    expect(repeatedTasksOf(Fan, first.environment)).toHaveLength(2);
  });
});

describe('a user class whose tasks are all excluded by tags', () => {
  it('is warned of once, and its exceptions are one row', async () => {
    const { environment, log, thrown } = newEnvironment({ excludeTags: ['slow'] });
    class Slow extends User {
      @tag('slow') @task browse() {}
    }
    environment.events.userError.addListener(() => {
      if (thrown.length > 3) throw new StopUser();
    });
    await start(Slow, environment).ended;
    const warnings = log.filter((line) => line.startsWith('WARNING'));
    expect(warnings).toEqual([
      'WARNING/locust.env: Slow has no tasks left after filtering by tags: its users cannot run.',
    ]);
    expect(environment.stats.exceptions.list()).toMatchObject([{ count: thrown.length }]);
    expect(thrown.length).toBeGreaterThan(3);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { task } from '../../../src/user/tasks/task.js';
import type { TaskItem } from '../../../src/user/tasks/task-item.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { repeatedTasks, repeatedTasksOf } from '../../helpers/users/repeated-tasks.js';
import { newEnvironment } from '../../helpers/users/start-user.js';
import { Listener } from '../../helpers/users/tagged-user.js';

const namesOf = (userClass: { readonly prototype: object; readonly name: string }) =>
  repeatedTasks(userClass).map(({ name }) => name);

describe('collectTasks', () => {
  it('lists inherited tasks, then own ones, repeated by weight', () => {
    class Fan extends Listener {
      @task(2)
      follow() {}
    }
    expect(namesOf(Fan)).toEqual(['list', 'list', 'upload', 'plain', 'follow', 'follow']);
    expect(namesOf(Listener)).toEqual(['list', 'list', 'upload', 'plain']);
  });

  it('leaves out tasks of weight 0', () => {
    class Quiet extends Listener {
      @task(0)
      override upload() {
        return '';
      }
      @task(0)
      rest() {}
    }
    expect(namesOf(Quiet)).toEqual(['list', 'list', 'plain']);
  });

  it('replaces body and weight of a task overridden with @task', () => {
    class Fan extends Listener {
      @task(3)
      override upload() {
        return 'long';
      }
    }
    expect(namesOf(Fan)).toEqual(['list', 'list', 'upload', 'upload', 'upload', 'plain']);
    expect(new Fan(newEnvironment().environment).upload()).toBe('long');
  });

  it('replaces only the body of a task overridden without @task', () => {
    class Fan extends Listener {
      override list() {
        return `${super.list()} of mine`;
      }
    }
    expect(namesOf(Fan)).toEqual(namesOf(Listener));
    expect(new Fan(newEnvironment().environment).list()).toBe('all of mine');
    expect(repeatedTasks(Fan)[0]?.tags).toEqual(new Set(['read']));
  });

  it('does not call getters', () => {
    class Careful extends Listener {
      get trap(): never {
        throw new Error('must not be called');
      }
    }
    expect(namesOf(Careful)).toEqual(namesOf(Listener));
  });

  it('sets the activity of each task', () => {
    expect(repeatedTasks(Listener)[0]?.activity).toBe('task list');
  });
});

describe('static tasks', () => {
  const browse = () => {};
  const buy = function buyNow() {};
  class Cart extends TaskSet {
    @task fill() {}
  }

  it('may be a list of functions and sets, with or without weights, or a Map', () => {
    class Listed extends User {
      static override tasks = [browse, [buy, 2] as const, Cart, [Cart, 0] as const];
    }
    class Mapped extends User {
      static override tasks = new Map<TaskItem, number>([
        [browse, 1],
        [buy, 2],
        [Cart, 1],
      ]);
    }
    for (const userClass of [Listed, Mapped])
      expect(namesOf(userClass)).toEqual(['browse', 'buyNow', 'buyNow', 'Cart']);
    expect(repeatedTasks(Listed).map(({ taskSet }) => taskSet)).toEqual([null, null, null, Cart]);
  });

  it('come after inherited tasks and before decorated ones', () => {
    class Shopper extends Listener {
      static override tasks = [browse];
      @task look() {}
    }
    class Heir extends Shopper {
      static override tasks = [buy];
    }
    expect(namesOf(Heir)).toEqual([...namesOf(Listener), 'browse', 'look', 'buyNow']);
  });

  it('are not repeated by a class that only inherits them', () => {
    class Listed extends User {
      static override tasks = [browse];
    }
    class Heir extends Listed {
      @task look() {}
    }
    expect(namesOf(Heir)).toEqual(['browse', 'look']);
  });

  it('assigned later replace all tasks of the class, in this run and the next', () => {
    class Shopper extends Listener {
      @task look() {}
    }
    const before = newEnvironment().environment;
    expect(namesOf(Shopper)).toEqual([...namesOf(Listener), 'look']);
    Shopper.tasks = [browse, [Cart, 2]];
    expect(namesOf(Shopper)).toEqual(['browse', 'Cart', 'Cart']);
    expect(repeatedTasksOf(Shopper, before).map(({ name }) => name)).toEqual(['browse', 'Cart', 'Cart']);
    Shopper.tasks = [buy];
    expect(namesOf(Shopper)).toEqual(['buyNow']);
    expect(namesOf(Listener)).toHaveLength(4);
  });

  it('added to the list later are used in this run and the next', () => {
    const tasks = [browse];
    class Shopper extends User {
      static override tasks = tasks;
      @task look() {}
    }
    const { environment } = newEnvironment();
    expect(repeatedTasksOf(Shopper, environment).map(({ name }) => name)).toEqual(['browse', 'look']);
    tasks.push(buy);
    expect(repeatedTasksOf(Shopper, environment).map(({ name }) => name)).toEqual(['browse', 'buyNow', 'look']);
    tasks[0] = buy;
    expect(repeatedTasksOf(Shopper, newEnvironment().environment).map(({ name }) => name)).toEqual([
      'buyNow',
      'buyNow',
      'look',
    ]);
  });

  it('assigned while the test runs are used from the next task on', () => {
    class Shopper extends Listener {}
    const { environment } = newEnvironment();
    expect(repeatedTasksOf(Shopper, environment)).toHaveLength(4);
    Shopper.tasks = [buy];
    expect(repeatedTasksOf(Shopper, environment).map(({ name }) => name)).toEqual(['buyNow']);
  });

  it.each([
    ['a text', 'browse'],
    ['an object', { browse }],
    ['null', null],
    ['a text in it', ['browse']],
    ['a weight below 0', [[browse, -1]]],
    ['a broken weight', [[browse, 1.5]]],
    ['a weight that is no number', [[browse, '2']]],
    ['no weight', [[browse]]],
    ['a Map the wrong way round', new Map([[2, browse]])],
  ])('are rejected: %s', (_, tasks) => {
    class Odd extends User {}
    Object.defineProperty(Odd, 'tasks', { value: tasks });
    expect(() => repeatedTasks(Odd)).toThrow(
      expect.objectContaining({
        code: 'BAD_TASK_LIST',
        message: expect.stringMatching(
          /^Expected tasks of class Odd to be a list of functions and task sets, .*; got /,
        ),
      }),
    );
  });

  it('call functions with the user as `this` and as argument', () => {
    const given: unknown[] = [];
    const [one] = repeatedTasks(
      class extends User {
        static override tasks = [
          function look(this: unknown, user: unknown) {
            given.push(this, user);
          },
        ];
      },
    );
    const owner = {};
    one?.run(owner);
    expect(given).toEqual([owner, owner]);
  });
});

describe('weights', () => {
  it('repeat each task, for any weights and depth of inheritance', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(5)), { maxLength: 4 }), (levels) => {
        let userClass: typeof User = class extends User {};
        const expected: Record<string, number> = {};
        for (const weights of levels) {
          userClass = class extends userClass {};
          for (const [name, weight] of Object.entries(weights)) {
            const value = () => {};
            Object.defineProperty(userClass.prototype, name, { value, configurable: true });
            task(weight)(userClass.prototype, name, { value });
            expected[name] = weight;
          }
        }
        const counts: Record<string, number> = {};
        for (const name of namesOf(userClass)) counts[name] = (counts[name] ?? 0) + 1;
        expect(counts).toEqual(Object.fromEntries(Object.entries(expected).filter(([, weight]) => weight > 0)));
      }),
    );
  });
});

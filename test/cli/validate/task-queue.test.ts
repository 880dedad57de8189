import { expect, it } from 'vitest';
import { runTasksOnce } from '../../../src/cli/validate/run-tasks-once.js';
import { makeOptions, type Options } from '../../../src/core/options/options.js';
import { MarkovTaskSet, transition } from '../../../src/user/tasks/markov.js';
import { SequentialTaskSet } from '../../../src/user/tasks/sequential.js';
import { tag } from '../../../src/user/tasks/tag.js';
import { task } from '../../../src/user/tasks/task.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { constant } from '../../../src/user/wait.js';
import { Log } from '../../../src/util/log/log.js';

/** The calls of one user of the class, each task once. */
async function callsOf(
  create: (call: (name: string) => void) => typeof User,
  options: Partial<Options> = {},
): Promise<string[]> {
  const calls: string[] = [];
  const log = new Log('CRITICAL', () => {});
  const context = { options: makeOptions(options), log, timeoutSeconds: 60, write: () => {} };
  expect(await runTasksOnce([create((name) => calls.push(name))], context)).toBe(true);
  return calls;
}

it('the tasks of a Markov chain run, each once', async () => {
  const calls = await callsOf((call) => {
    class Chain extends MarkovTaskSet {
      @transition('b') a() {
        call('a');
      }
      @transition('a') b() {
        call('b');
      }
      @transition('a') c() {
        call('c');
      }
    }
    return class Shopper extends User {
      @task static Chain = Chain;
    } as typeof User;
  });
  expect(calls).toEqual(['a', 'b', 'c']);
});

it('the tasks of a set share its state, and its onStart and onStop run', async () => {
  const calls = await callsOf((call) => {
    class Checkout extends SequentialTaskSet {
      token = '';
      override onStart() {
        this.token = 'started';
      }
      @task() first() {
        this.token += ' first';
      }
      @task() second() {
        call(`${this.token} second`);
      }
      override onStop() {
        call('onStop');
      }
    }
    return class Shopper extends User {
      static override waitTime = constant(1000);
      @task static Checkout = Checkout;
    } as typeof User;
  });
  expect(calls).toEqual(['started first second', 'onStop']);
});

it('a set is entered again after an interrupt, and left if its onStart always leaves it', async () => {
  const calls = await callsOf((call) => {
    class Browse extends TaskSet {
      @task leave() {
        call('leave');
        this.interrupt();
      }
      @task look() {
        call('look');
      }
    }
    class Closed extends TaskSet {
      override onStart() {
        call('closed');
        this.interrupt();
      }
      @task never() {
        call('never');
      }
    }
    return class Shopper extends User {
      @task static Browse = Browse;
      @task static Closed = Closed;
    } as typeof User;
  });
  expect(calls).toEqual(['leave', 'look', 'closed']);
});

it('a set that contains itself, or that two classes use, runs its tasks once', async () => {
  const calls = await callsOf((call) => {
    class Deep extends TaskSet {
      @task go() {
        call('go');
      }
    }
    Object.assign(Deep, { tasks: [Deep] });
    class Other extends TaskSet {
      @task static Deep = Deep;
    }
    return class Shopper extends User {
      @task static Deep = Deep;
      @task static Other = Other;
    } as typeof User;
  });
  expect(calls).toEqual(['go']);
});

it('only tasks that tags select run, and no set without one', async () => {
  const create = (call: (name: string) => void) => {
    class Other extends TaskSet {
      override onStart() {
        call('entered');
      }
      @task untagged() {
        call('untagged');
      }
    }
    class Chain extends MarkovTaskSet {
      @transition('next') next() {
        call('next');
      }
    }
    return class Shopper extends User {
      @tag('smoke') @task quick() {
        call('quick');
      }
      @tag('smoke', 'slow') @task slow() {
        call('slow');
      }
      @task static Other = Other;
      @task static Chain = Chain;
    } as typeof User;
  };
  expect(await callsOf(create, { tags: ['smoke'], excludeTags: ['slow'] })).toEqual(['quick', 'next']);
});

it('the task set that a class without tasks chooses in getNextTask() runs once', async () => {
  const calls = await callsOf((call) => {
    class Checkout extends TaskSet {
      @task first() {
        call('first');
      }
      @task second() {
        call('second');
      }
    }
    return class Shopper extends User {
      override getNextTask() {
        call('next');
        return Checkout;
      }
    } as typeof User;
  });
  expect(calls).toEqual(['next', 'first', 'second']);
});

it('a task set without tasks runs what it chooses in getNextTask(), once', async () => {
  const calls = await callsOf((call) => {
    class Browse extends TaskSet {
      override getNextTask() {
        return () => call('browse');
      }
    }
    return class Shopper extends User {
      @task look() {
        call('look');
      }
      @task static Browse = Browse;
    } as typeof User;
  });
  expect(calls).toEqual(['look', 'browse']);
});

it('getNextTask() as an instance field, and tasks that a task schedules, do not change the order', async () => {
  const calls = await callsOf((call) => {
    class Inner extends TaskSet {
      override getNextTask = () => this.second;
      @task first() {
        call('first');
        this.scheduleTask(this.first, true);
      }
      @task second() {
        call('second');
      }
    }
    return class Shopper extends User {
      override getNextTask = () => this.look;
      @task look() {
        call('look');
      }
      @task buy() {
        call('buy');
      }
      @task static Inner = Inner;
    } as typeof User;
  });
  expect(calls).toEqual(['look', 'buy', 'first', 'second']);
});

it('getNextTask() may call that of its base class, which validate prepares as well', async () => {
  const calls = await callsOf((call) => {
    class Base extends TaskSet {
      override getNextTask() {
        return () => call('base');
      }
    }
    class Derived extends Base {
      override getNextTask() {
        call('derived');
        return super.getNextTask();
      }
    }
    return class Shopper extends User {
      @task static Base = Base;
      @task static Derived = Derived;
    } as typeof User;
  });
  expect(calls).toEqual(['base', 'derived', 'base']);
});

it('nothing waits, not even for a method waitTime() of the class or of a set; later the class waits again', async () => {
  let Waiting = User;
  const calls = await callsOf((call) => {
    class Browse extends TaskSet {
      @task look() {
        call('look');
      }
      override waitTime() {
        call('wait');
        return 1000;
      }
    }
    Waiting = class Shopper extends User {
      @task static Browse = Browse;
      @task buy() {
        call('buy');
      }
      override waitTime() {
        call('wait');
        return 1000;
      }
    } as typeof User;
    return Waiting;
  });
  expect(calls).toEqual(['buy', 'look']);
  expect(Object.hasOwn(Waiting.prototype, 'getNextTask')).toBe(false);
  expect(Object.getOwnPropertySymbols(Waiting.prototype)).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { StopUser } from '../../src/core/signals.js';
import '../../src/protocols/http/http-base.js'; // brings what tracks requests
import { checkUserClass } from '../../src/user/classes/check.js';
import { task } from '../../src/user/tasks/task.js';
import type { Task } from '../../src/user/tasks/task-item.js';
import { TaskSet } from '../../src/user/tasks/task-set.js';
import { User } from '../../src/user/user.js';
import { newEnvironment, start } from '../helpers/users/start-user.js';

describe('host', () => {
  class Client extends User {
    static override host: string | null = 'tcp://class:1';
  }

  it('is --host, else that of the class, else null', () => {
    class Lost extends User {}
    const withOption = newEnvironment({ host: 'ws://option:2' }).environment;
    const { environment } = newEnvironment();
    const hosts = [new Client(withOption), new Client(environment), new Lost(environment)].map(({ host }) => host);
    expect(hosts).toEqual(['ws://option:2', 'tcp://class:1', null]);
  });

  it('must be static: assigning it throws', () => {
    const user = new Client(newEnvironment().environment);
    expect(() => {
      user.host = 'http://other';
    }).toThrow(
      expect.objectContaining({
        code: 'NOT_STATIC',
        message: "Expected 'host' of class Client to be static, got a field.",
        hint: 'Write static host = …',
      }),
    );
  });
});

describe('metrics', () => {
  it('are those of the run, reached by task sets through their user', async () => {
    class Basket extends TaskSet<Shopper> {
      @task pay() {
        this.user.metrics.trend('price', 9.99);
        this.user.stop(false);
      }
    }
    class Shopper extends User {
      static override tasks = [Basket];
      override onStart() {
        this.metrics.counter('shoppers').add();
      }
    }
    const { environment } = newEnvironment();
    await Promise.all([start(Shopper, environment).ended, start(Shopper, environment).ended]);
    expect(environment.stats.metrics.list()).toMatchObject([
      { name: 'price', count: 2, max: 9.99 },
      { name: 'shoppers', total: 2 },
    ]);
  });

  it('that cannot be recorded are exceptions of the task', async () => {
    class Shopper extends User {
      @task buy() {
        this.stop(false);
        this.metrics.trend('price', Number.NaN);
      }
    }
    const { environment, thrown } = newEnvironment();
    await start(Shopper, environment).ended;
    expect(thrown).toMatchObject([{ code: 'BAD_METRIC' }]);
  });
});

describe('executeTask', () => {
  it('may be overridden to run code before and after each task, those of sets included', async () => {
    const diary: string[] = [];
    class Basket extends TaskSet<Shopper> {
      @task pay() {
        diary.push('pay');
        this.interrupt(false);
      }
    }
    class Shopper extends User {
      @task static Basket = Basket;
      override async executeTask(next: Task, owner?: object) {
        diary.push(`before ${next.name}`);
        try {
          return await super.executeTask(next, owner);
        } finally {
          diary.push(`after ${next.name}`);
          if (next.name === 'Basket') this.stop(false);
        }
      }
    }
    expect(checkUserClass(Shopper)).toEqual([]);
    await start(Shopper).ended;
    expect(diary).toEqual(['before Basket', 'before pay', 'pay', 'after pay', 'after Basket']);
  });

  it('may be overridden in a task set, for its tasks only', async () => {
    const diary: string[] = [];
    class Basket extends TaskSet {
      override executeTask(next: Task) {
        diary.push(`in the set: ${next.name}`);
        return super.executeTask(next);
      }
      @task pay() {
        throw new StopUser();
      }
    }
    class Shopper extends User {
      @task static Basket = Basket;
    }
    await start(Shopper).ended;
    expect(diary).toEqual(['in the set: pay']);
  });

  it('fails the task if it throws', async () => {
    const { environment, thrown } = newEnvironment();
    class Shopper extends User {
      override executeTask(): unknown {
        if (thrown.length > 1) throw new StopUser();
        throw new Error('no');
      }
      @task pay() {}
    }
    await start(Shopper, environment).ended;
    expect(thrown.map(String)).toEqual(['Error: no', 'Error: no']);
  });
});

describe('sleep', () => {
  it.each([-1, Number.NaN, undefined, null, '3'])('of %j is an exception of its task', async (seconds) => {
    class Sleeper extends User {
      @task async go() {
        await this.sleep(seconds as number);
        throw new StopUser('not reached');
      }

      override waitTime(): number {
        throw new StopUser();
      }
    }
    const { environment, thrown } = newEnvironment();
    await start(Sleeper, environment).ended;
    expect(thrown).toMatchObject([
      { code: 'BAD_WAIT_TIME', message: expect.stringContaining('Expected sleep() with 0 or more seconds') },
    ]);
  });
});

describe('options of methods', () => {
  const ran: string[] = [];
  const work = async () => void ran.push('work');
  const mistakes: Record<string, (user: User) => unknown> = {
    'measure() with response_length': (user) => user.measure('SQL', 'select', work, { response_length: 5 } as never),
    'measure() with null': (user) => user.measure('SQL', 'select', work, null as never),
    'background() with till': (user) => user.background(work, { till: 'onStopDone' } as never),
    'background() until never': (user) => user.background(work, { until: 'never' } as never),
    'background() with a string': (user) => user.background(work, 'onStopDone' as never),
    'trackRequests() with names': (user) => user.trackRequests(work, { names: 'x' } as never),
    'trackRequests() with a number as name': (user) => user.trackRequests(work, { name: 5 } as never),
  };

  it.each(Object.keys(mistakes))('are rejected before the work begins if they are wrong: %s', async (name) => {
    class Mistaken extends User {
      @task async go() {
        await mistakes[name]?.(this);
        throw new StopUser('not reached');
      }

      override waitTime(): number {
        throw new StopUser();
      }
    }
    const { environment, samples, thrown } = newEnvironment();
    await start(Mistaken, environment).ended;
    const message = expect.stringContaining(name.split(' ')[0] as string);
    expect(thrown).toMatchObject([{ code: 'BAD_OPTION', message }]);
    expect([ran, samples]).toEqual([[], []]);
  });

  it('may be left out', async () => {
    class Careful extends User {
      @task async go() {
        await this.measure('SQL', 'select', () => 5, {});
        this.background(async () => {}, {});
        this.trackRequests(() => 5, { name: null as never });
      }

      override waitTime(): number {
        throw new StopUser();
      }
    }
    const { environment, samples, thrown } = newEnvironment();
    await start(Careful, environment).ended;
    expect([samples.length, thrown]).toEqual([1, []]);
  });
});

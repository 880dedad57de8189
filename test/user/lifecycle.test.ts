import { describe, expect, it } from 'vitest';
import { RequestGroups } from '../../src/core/request-groups.js';
import { RescheduleTask, RescheduleTaskImmediately, StopTest, StopUser } from '../../src/core/signals.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { reportRequest } from '../../src/user/hooks.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { constant } from '../../src/user/wait.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { newEnvironment, start, until } from '../helpers/users/start-user.js';

const forever = constant(3_600);

/** A user that records its steps, and ends itself after a number of tasks. */
class Diarist extends User {
  readonly diary: string[] = [];

  override onStart(): unknown {
    this.diary.push('onStart');
    return undefined;
  }
  override onStop(): unknown {
    this.diary.push('onStop');
    return undefined;
  }
  @task
  write(): unknown {
    this.diary.push('write');
    return this.diary.length > 3 ? this.stop(false) : undefined;
  }
}

describe('the lifecycle of a user', () => {
  it('ends without a wait if it is stopped while an asynchronous waitTime is pending', async () => {
    let answer = (_seconds: number) => {};
    const wait = new Promise<number>((resolve) => {
      answer = resolve;
    });
    class Thoughtful extends Diarist {
      static override waitTime = () => wait;
    }
    const { user, ended } = start(Thoughtful);
    await until(() => user.diary.includes('write'));
    user.stop(false);
    answer(3_600);
    await ended;
    expect(user.diary).toEqual(['onStart', 'write', 'onStop']);
  });

  it('is onStart, tasks until it is stopped, onStop', async () => {
    const { user, ended } = start(Diarist);
    expect(user.activity).toBe('onStart');
    await ended;
    expect(user.diary).toEqual(['onStart', 'write', 'write', 'write', 'onStop']);
    expect([user.activity, user.isInOnStop]).toEqual(['onStop', true]);
  });

  it('awaits each hook and task before the next', async () => {
    const nextTick = () => new Promise(setImmediate);
    class Slow extends Diarist {
      override async onStart() {
        await nextTick();
        super.onStart();
      }
      override async write() {
        this.diary.push('begin');
        await nextTick();
        super.write();
      }
      override async onStop() {
        await nextTick();
        super.onStop();
      }
    }
    const { user, ended } = start(Slow);
    await ended;
    expect(user.diary).toEqual(['onStart', 'begin', 'write', 'begin', 'write', 'onStop']);
  });

  it('starts the first task at once, and waits after each task', async () => {
    const asked: User[] = [];
    class Waiting extends Diarist {
      static override waitTime = (user: unknown) => {
        asked.push(user as User);
        return 0;
      };
    }
    const { user, ended } = start(Waiting);
    await ended;
    expect(asked).toEqual([user, user]); // after the last task it was stopped
  });

  it('is described by its activity', async () => {
    class Busy extends User {
      @task
      ponder() {
        return this.sleep(3_600);
      }
    }
    const { user } = start(Busy);
    await until(() => user.activity === 'task ponder');
    expect(user.isInOnStop).toBe(false);
  });

  it('has its own random numbers, repeated by the seed', () => {
    const draw = (seed: string) => {
      const { environment } = newEnvironment({ seed });
      return [new Diarist(environment), new Diarist(environment)].map(({ random }) => random.next());
    };
    expect(draw('a')).toEqual(draw('a'));
    expect(new Set([...draw('a'), ...draw('b')]).size).toBe(4);
  });
});

describe('tasks', () => {
  it('are picked in proportion to their weights', async () => {
    const counts = { rare: 0, usual: 0, often: 0, never: 0 };
    class Chooser extends User {
      @task(0)
      never() {
        counts.never++;
      }
      @task
      rare() {
        counts.rare++;
      }
      @task(3)
      usual() {
        counts.usual++;
      }
      @task(6)
      often() {
        counts.often++;
        if (counts.often === 3_000) throw new StopUser();
      }
    }
    await start(Chooser).ended;
    const total = counts.rare + counts.usual + counts.often;
    for (const [count, share] of [
      [counts.rare, 0.1],
      [counts.usual, 0.3],
      [counts.often, 0.6],
    ] as const)
      expect(Math.abs(count - total * share)).toBeLessThan(4 * Math.sqrt(total * share * (1 - share)));
    expect(counts.never).toBe(0);
  });

  it('run in the same order with the same seed', async () => {
    const orderWith = async (seed: string) => {
      const order: string[] = [];
      class Chooser extends User {
        @task(2)
        a() {
          this.note('a');
        }
        @task(3)
        b() {
          this.note('b');
        }
        note(name: string) {
          order.push(name);
          if (order.length === 30) throw new StopUser();
        }
      }
      await start(Chooser, newEnvironment({ seed }).environment).ended;
      return order.join('');
    };
    expect(await orderWith('1')).toBe(await orderWith('1'));
    expect(await orderWith('1')).not.toBe(await orderWith('2'));
  });

  it('that await nothing yield to the event loop, even without a wait', async () => {
    const runs: string[] = [];
    class Greedy extends User {
      @task
      grab() {
        runs.push(this.environment.seed);
        if (runs.length > 1_000) throw new StopUser();
      }
    }
    const [a, b] = ['a', 'b'].map((seed) => start(Greedy, newEnvironment({ seed }).environment));
    await until(() => runs.length > 10);
    a?.user.stop(false);
    b?.user.stop(false);
    await Promise.all([a?.ended, b?.ended]);
    expect(runs.length).toBeLessThan(100);
    expect(runs.slice(0, 10).join('')).toMatch(/^(ab|ba)+$/);
  });

  it('that throw RescheduleTaskImmediately at once yield to the event loop, too', async () => {
    let rounds = 0;
    class Restless extends User {
      static override waitTime = forever;
      @task
      hop() {
        if (++rounds > 1_000) throw new StopUser();
        throw new RescheduleTaskImmediately();
      }
    }
    const { user, ended } = start(Restless);
    await until(() => rounds >= 5);
    user.stop(false);
    await ended;
    expect(rounds).toBeLessThan(50);
  });

  it('are an error if the tags exclude all', async () => {
    const { environment, thrown } = newEnvironment({ tags: ['nobody'] });
    class Untagged extends Diarist {}
    const { user, ended } = start(Untagged, environment);
    await until(() => thrown.length > 1);
    user.stop(false);
    await ended;
    expect(thrown[0]).toMatchObject({
      code: 'NO_TASKS',
      message: 'Expected class Untagged to have a task left to run, got none.',
    });
    expect(user.diary).toEqual(['onStart', 'onStop']);
  });
});

describe('a signal', () => {
  /** A user that throws once, and its steps before and after. */
  function thrower(signal: () => unknown, waitTime = constant(0)) {
    const { environment, thrown } = newEnvironment();
    let waits = 0;
    class Thrower extends Diarist {
      static override waitTime = (user: unknown) => {
        waits++;
        return waitTime(user as never);
      };
      override write() {
        super.write();
        if (this.diary.length === 2) throw signal();
      }
    }
    return { ...start(Thrower, environment), thrown, waits: () => waits };
  }

  it('RescheduleTask ends the task; the user waits and continues', async () => {
    const { user, ended, thrown, waits } = thrower(() => new RescheduleTask());
    await ended;
    expect(user.diary).toEqual(['onStart', 'write', 'write', 'write', 'onStop']);
    expect([thrown, waits()]).toEqual([[], 2]);
  });

  it('RescheduleTaskImmediately ends the task; the user continues without a wait', async () => {
    const { user, ended, thrown, waits } = thrower(() => new RescheduleTaskImmediately());
    await ended;
    expect(user.diary).toEqual(['onStart', 'write', 'write', 'write', 'onStop']);
    expect([thrown, waits()]).toEqual([[], 1]);
  });

  it('StopUser ends the user, with its onStop', async () => {
    const { user, ended, thrown, waits } = thrower(() => new StopUser());
    await ended;
    expect(user.diary).toEqual(['onStart', 'write', 'onStop']);
    expect([thrown, waits()]).toEqual([[], 0]);
  });

  it('StopUser in onStart ends the user before its first task', async () => {
    const { environment, thrown } = newEnvironment();
    class Reluctant extends Diarist {
      override onStart() {
        throw new StopUser();
      }
    }
    const { user, ended } = start(Reluctant, environment);
    await ended;
    expect([user.diary, thrown]).toEqual([['onStop'], []]);
  });

  it('StopUser in onStop is not an error', async () => {
    const { environment, thrown } = newEnvironment();
    class Brief extends Diarist {
      override onStop() {
        throw new StopUser();
      }
    }
    await start(Brief, environment).ended;
    expect(thrown).toEqual([]);
  });
});

describe('an error', () => {
  const oops = new Error('oops');

  it('in a task is recorded with its frames; the user waits and continues', async () => {
    const { environment, thrown, log } = newEnvironment();
    class Clumsy extends Diarist {
      override write() {
        super.write();
        throw new Error(`number ${this.diary.length}`);
      }
    }
    const { user, ended } = start(Clumsy, environment);
    await ended;
    expect(user.diary).toEqual(['onStart', 'write', 'write', 'write', 'onStop']);
    expect(thrown.map(String)).toEqual(['Error: number 2', 'Error: number 3', 'Error: number 4']);
    const rows = environment.stats.exceptions.list();
    expect(rows).toMatchObject([{ count: 3, message: 'number 2', nodes: new Set(['local']) }]);
    expect(rows[0]?.traceback).toMatch(/^ {4}at Clumsy\.write \(.*lifecycle\.test\.ts:\d+/);
    expect(log.join('\n')).toContain('number 2');
    expect(environment.stats.total.numRequests).toBe(0);
  });

  it('that is not an Error is recorded, too', async () => {
    const { environment, thrown } = newEnvironment();
    class Odd extends Diarist {
      override write() {
        super.write();
        throw 'a text';
      }
    }
    await start(Odd, environment).ended;
    expect(thrown).toEqual(['a text', 'a text', 'a text']);
    expect(environment.stats.exceptions.list()).toMatchObject([{ count: 3, message: 'a text' }]);
  });

  it('in onStart is recorded, and the user ends: without a task, without onStop', async () => {
    const { environment, thrown } = newEnvironment();
    class Unlucky extends Diarist {
      override onStart() {
        super.onStart();
        throw oops;
      }
    }
    const { user, ended } = start(Unlucky, environment);
    await ended;
    expect([thrown, user.diary]).toEqual([[oops], ['onStart']]);
    expect(environment.stats.exceptions.list()[0]?.traceback).toMatch(/^\s+at /);
  });

  it('in onStop is recorded, and the user ends', async () => {
    const { environment, thrown } = newEnvironment();
    class Unlucky extends Diarist {
      override async onStop() {
        throw oops;
      }
    }
    await start(Unlucky, environment).ended;
    expect(thrown).toEqual([oops]);
  });

  it('in onStop is recorded also if the user was killed', async () => {
    const { environment, thrown } = newEnvironment();
    class Unlucky extends Diarist {
      static override waitTime = forever;
      override onStop() {
        throw oops;
      }
    }
    const { user, ended } = start(Unlucky, environment);
    user.stop(true);
    await ended;
    expect(thrown).toEqual([oops]);
  });

  it('in the wait time ends the user, with its onStop', async () => {
    const { environment, thrown } = newEnvironment();
    class Timeless extends Diarist {
      static override waitTime = () => {
        throw oops;
      };
    }
    const { user, ended } = start(Timeless, environment);
    await ended;
    expect([user.diary, thrown]).toEqual([
      ['onStart', 'write', 'onStop'],
      [oops, oops],
    ]);
  });

  it('for which a listener throws StopTest ends the test', async () => {
    const { environment } = newEnvironment();
    const ended: unknown[] = [];
    environment.endTest = (reason) => void ended.push(reason);
    const signal = new StopTest('first error');
    environment.events.userError.addListener(() => {
      throw signal;
    });
    class Clumsy extends Diarist {
      override write() {
        throw oops;
      }
    }
    await start(Clumsy, environment).ended;
    expect(ended).toEqual([signal]);
  });

  it('for which a listener throws StopUser ends the user', async () => {
    const { environment } = newEnvironment();
    environment.events.userError.addListener(() => {
      throw new StopUser();
    });
    class Clumsy extends Diarist {
      override write() {
        super.write();
        throw oops;
      }
    }
    const { user, ended } = start(Clumsy, environment);
    await ended;
    expect(user.diary).toEqual(['onStart', 'write', 'onStop']);
  });

  it.each(['onStart', 'task work'])(
    'in %s of a killed user is not recorded, since the kill may have caused it',
    async (place) => {
      const { environment, thrown } = newEnvironment();
      class Cut extends User {
        override onStart() {
          return place === 'onStart' ? this.work() : undefined;
        }
        @task
        async work() {
          await this.sleep(3_600).catch(() => {
            throw new Error('my connection is gone');
          });
        }
      }
      const { user, ended } = start(Cut, environment);
      await until(() => user.activity === place);
      user.stop(true);
      await ended;
      expect([thrown, user.isInOnStop]).toEqual([[], true]);
    },
  );
});

describe('a user that is stopped', () => {
  /** Its task lasts until the test ends it. */
  class Worker extends Diarist {
    finish = (): void => {};
    override write() {
      this.diary.push('begin');
      return new Promise<void>((resolve) => {
        this.finish = () => {
          this.diary.push('end');
          resolve();
        };
      });
    }
  }

  it('finishes the current task, and starts no other', async () => {
    const { user, ended } = start(Worker);
    await until(() => user.diary.includes('begin'));
    user.stop(false);
    await new Promise(setImmediate);
    expect([user.isInOnStop, user.signal.aborted]).toEqual([false, false]);
    user.finish();
    await ended;
    expect(user.diary).toEqual(['onStart', 'begin', 'end', 'onStop']);
  });

  it('ends at once while it waits, with or without force', async () => {
    for (const force of [false, true]) {
      class Sleeper extends Diarist {
        static override waitTime = forever;
      }
      const { user, ended } = start(Sleeper);
      await until(() => user.diary.includes('write'));
      await new Promise(setImmediate);
      user.stop(force);
      await ended;
      expect(user.diary).toEqual(['onStart', 'write', 'onStop']);
    }
  });

  it('ends at once in wait() inside a task', async () => {
    class Sleeper extends Diarist {
      static override waitTime = forever;
      override async write() {
        this.diary.push('begin');
        await this.wait();
        this.diary.push('never');
      }
    }
    const { user, ended } = start(Sleeper);
    await until(() => user.diary.includes('begin'));
    user.stop(false);
    await ended;
    expect(user.diary).toEqual(['onStart', 'begin', 'onStop']);
  });

  it('ends at a wait() of 0 seconds inside a task', async () => {
    class Restless extends Diarist {
      override async write() {
        this.diary.push('begin');
        setImmediate(() => this.stop(false));
        await new Promise(setImmediate);
        await this.wait();
        this.diary.push('never');
      }
    }
    class Unlucky extends Restless {
      override async write() {
        this.diary.push('begin');
        queueMicrotask(() => this.stop(false)); // in the middle of the wait
        await this.wait();
        this.diary.push('never');
      }
    }
    for (const userClass of [Restless, Unlucky]) {
      const { user, ended } = start(userClass);
      await ended;
      expect(user.diary).toEqual(['onStart', 'begin', 'onStop']);
    }
  });

  it('ends a sleep inside a task only by force', async () => {
    class Sleeper extends Diarist {
      override async write() {
        this.diary.push('begin');
        await this.sleep(3_600);
      }
    }
    const { user, ended } = start(Sleeper);
    await until(() => user.diary.includes('begin'));
    user.stop(false);
    await new Promise(setImmediate);
    expect(user.isInOnStop).toBe(false);
    user.stop(true);
    await ended;
    expect(user.diary).toEqual(['onStart', 'begin', 'onStop']);
  });

  it('in onStart runs no task, but onStop', async () => {
    class Early extends Diarist {
      override async onStart() {
        super.onStart();
        await new Promise(setImmediate);
      }
    }
    const { user, ended } = start(Early);
    user.stop(false);
    await ended;
    expect(user.diary).toEqual(['onStart', 'onStop']);
  });

  it('runs the finally blocks of its task', async () => {
    class Tidy extends Diarist {
      override async write() {
        try {
          await this.sleep(3_600);
        } finally {
          this.diary.push('finally');
        }
      }
    }
    const { user, ended } = start(Tidy);
    await until(() => user.activity === 'task write');
    user.stop(true);
    await ended;
    expect(user.diary).toEqual(['onStart', 'finally', 'onStop']);
  });

  it('ends also if its task swallows the signal', async () => {
    class Stubborn extends Diarist {
      override async write() {
        this.diary.push('begin');
        for (let i = 0; i < 3; i++) await this.sleep(3_600).catch(() => this.diary.push('swallowed'));
      }
    }
    const { user, ended } = start(Stubborn);
    await until(() => user.diary.includes('begin'));
    user.stop(true);
    await ended;
    expect(user.diary).toEqual(['onStart', 'begin', 'swallowed', 'swallowed', 'swallowed', 'onStop']);
  });

  it('has time for onStop, with a new signal', async () => {
    class Polite extends Diarist {
      static override waitTime = forever;
      override async onStop() {
        await this.sleep(0.001);
        this.diary.push(`onStop ${this.signal.aborted}`);
      }
    }
    for (const force of [false, true]) {
      const { user, ended } = start(Polite);
      await until(() => user.diary.includes('write'));
      await new Promise(setImmediate);
      user.stop(force);
      user.stop(true); // after the stop timeout, which does not apply to a user that waits
      await ended;
      expect(user.diary).toEqual(['onStart', 'write', 'onStop false']);
    }
  });

  it('is killed in onStop by a second stop with force', async () => {
    class Endless extends Diarist {
      override async onStop() {
        this.diary.push('onStop');
        await this.sleep(3_600);
        this.diary.push('never');
      }
    }
    const { user, ended } = start(Endless);
    await until(() => user.isInOnStop);
    user.stop(true);
    await ended;
    expect(user.diary.slice(-2)).toEqual(['write', 'onStop']);
  });

  it('aborts its signal', async () => {
    const { user, ended } = start(Worker);
    await until(() => user.diary.includes('begin'));
    let reason: unknown;
    user.signal.addEventListener('abort', () => {
      reason = user.signal.reason;
      user.finish();
    });
    user.stop(true);
    await ended;
    expect(reason).toBeInstanceOf(StopUser);
  });

  it('may be stopped repeatedly', async () => {
    const { user, ended } = start(Worker);
    await until(() => user.diary.includes('begin'));
    for (const force of [false, false, true, true, false]) user.stop(force);
    user.finish();
    await ended;
    user.stop(true);
    expect(user.diary.filter((line) => line === 'onStop')).toHaveLength(1);
  });
});

describe('an abandoned user', () => {
  it('can send no request in its task or onStop once the test is over', async () => {
    const outcomes: string[] = [];
    let goOn = () => {};
    class Stubborn extends HttpUser {
      static override host = 'http://127.0.0.1:9';
      @task async ignore() {
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
        outcomes.push(await this.client.get('/task').then(String, (thrown) => `task ${thrown.name}`));
      }
      override async onStop() {
        outcomes.push(await this.client.get('/bye').then(String, (thrown) => `onStop ${thrown.name}`));
        outcomes.push(await this.sleep(60).then(String, (thrown) => `sleep ${thrown.name}`));
      }
    }
    const { environment, samples } = newEnvironment();
    const { user, ended } = start(Stubborn, environment);
    await until(() => user.activity === 'task ignore');
    user.stop(true);
    user.abandon();
    goOn();
    await ended;
    expect(outcomes).toEqual(['task StopUser', 'onStop StopUser', 'sleep StopUser']);
    expect(samples).toEqual([]);
  });

  it('is interrupted inside onStop, too', async () => {
    const outcomes: string[] = [];
    class Chatty extends User {
      @task work() {
        throw new StopUser();
      }
      override async onStop() {
        outcomes.push(await this.sleep(3_600).then(String, (thrown) => thrown.message));
      }
    }
    const { user, ended } = start(Chatty);
    await until(() => user.activity === 'onStop');
    user.abandon();
    await ended;
    expect(outcomes).toEqual(['The test is over.']);
  });
});

describe('a request of a user', () => {
  function grouped() {
    const { environment } = newEnvironment();
    environment.requestGroups = new RequestGroups(environment.stats, ['user Diarist']);
    const counted = () => environment.stats.groups.get('user Diarist');
    return { environment, user: new Diarist(environment), counted };
  }

  it('counts in its groups as listeners of requests leave it, such as --expected-statuses', async () => {
    const { environment, user, counted } = grouped();
    environment.events.request.prependListener((sample) => {
      sample.exception = null;
    });
    user[reportRequest](makeSample({ status: 429, exception: new Error('429') }));
    await user.measure('SQL', 'select', () => Promise.reject(new Error('read only')));
    expect(counted()).toMatchObject({ numRequests: 2, numFailures: 0 });
    expect(environment.stats.total).toMatchObject({ numRequests: 2, numFailures: 0 });
  });

  it('counts in its groups, too, if a listener ends the user', () => {
    const { environment, user, counted } = grouped();
    environment.events.request.addListener(() => {
      throw new StopUser();
    });
    expect(() => user[reportRequest](makeSample())).toThrow(StopUser);
    expect(counted()).toMatchObject({ numRequests: 1 });
  });
});

describe('an exception without a message', () => {
  it('is recorded, and the user continues', async () => {
    const { environment, thrown } = newEnvironment();
    class Odd extends User {
      runs = 0;
      @task go() {
        if (this.runs++ > 2) throw new StopUser();
        throw Object.create(null);
      }
    }
    await start(Odd, environment).ended;
    expect(thrown).toHaveLength(3);
    expect(environment.stats.exceptions.list()).toMatchObject([{ count: 3, message: '[object Object]' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { RescheduleTask, RescheduleTaskImmediately, StopUser } from '../../../src/core/signals.js';
import { HttpUser } from '../../../src/protocols/http/http-user.js';
import { MarkovTaskSet, transition } from '../../../src/user/tasks/markov.js';
import { SequentialTaskSet } from '../../../src/user/tasks/sequential.js';
import { tag } from '../../../src/user/tasks/tag.js';
import { task } from '../../../src/user/tasks/task.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { constant, constantPacing, type Waiter } from '../../../src/user/wait.js';
import { newEnvironment, start, until } from '../../helpers/users/start-user.js';

/** A user that records the steps of its sets. */
class Diarist extends User {
  readonly diary: string[] = [];
  override onStop() {
    this.diary.push('user onStop');
  }
}

/** A set that records its onStart and onStop. */
class NotedSet extends TaskSet<Diarist> {
  override onStart(): unknown {
    return void this.user.diary.push(`${this.constructor.name} onStart`);
  }
  override onStop(): unknown {
    return void this.user.diary.push(`${this.constructor.name} onStop`);
  }
}

describe('a task set', () => {
  it('is created each time it is entered, with onStart and onStop, until interrupt()', async () => {
    const seen = new Set<object>();
    class Cart extends NotedSet {
      @task fill() {
        this.user.diary.push('fill');
        seen.add(this);
        if (this.user.diary.length === 5) throw new StopUser();
        this.interrupt();
      }
    }
    class Shopper extends Diarist {
      @task static Cart = Cart;
    }
    const { user, ended } = start(Shopper);
    await ended;
    const round = ['Cart onStart', 'fill', 'Cart onStop'];
    expect(user.diary).toEqual([...round, ...round, 'user onStop']);
    expect(seen.size).toBe(2);
  });

  it('has its user, parent, environment and random numbers at any depth', async () => {
    const seen: TaskSet<Diarist>[] = [];
    class Third extends TaskSet<Diarist> {
      @task look() {
        seen.push(this, this.parent as TaskSet<Diarist>, (this.parent as TaskSet<Diarist>).parent as TaskSet<Diarist>);
        throw new StopUser();
      }
    }
    class Second extends TaskSet<Diarist> {
      @task static Third = Third;
    }
    class First extends TaskSet<Diarist> {
      @task static Second = Second;
    }
    class Explorer extends Diarist {
      @task static First = First;
    }
    const { user, ended } = start(Explorer);
    await ended;
    expect(seen.map((set) => set.constructor)).toEqual([Third, Second, First]);
    expect(seen.at(-1)?.parent).toBe(user);
    for (const set of seen) {
      expect(set.user).toBe(user);
      expect(set.random).toBe(user.random);
      expect(set.environment).toBe(user.environment);
    }
  });

  it('has the client of its user, and throws if there is none', async () => {
    class Pages extends TaskSet {
      @task look() {
        clients.push(this.client);
        throw new StopUser();
      }
    }
    const clients: unknown[] = [];
    class Browser extends HttpUser {
      static override host = 'http://127.0.0.1:9';
      @task static Pages = Pages;
    }
    const { user, ended } = start(Browser);
    await ended;
    expect(clients).toEqual([user.client]);

    const { environment, thrown } = newEnvironment();
    class Mute extends User {
      static override catchExceptions = false;
      @task static Pages = Pages;
    }
    await start(Mute, environment).ended;
    expect(thrown).toMatchObject([
      {
        code: 'NO_CLIENT',
        message: 'Expected class Mute to have a client, got a class that does not extend HttpUser.',
      },
    ]);
  });

  it('has measure, background and signal of its user', async () => {
    const { environment, samples, thrown } = newEnvironment();
    const seen: unknown[] = [];
    class Reader extends TaskSet {
      @task async read() {
        this.background(() => Promise.reject(new Error('beside')));
        seen.push(await this.measure('SQL', 'select', () => 'row', { responseLength: 3 }));
        seen.push(this.signal === this.user.signal);
        throw new StopUser();
      }
    }
    class Visitor extends User {
      @task static Reader = Reader;
    }
    await start(Visitor, environment).ended;
    expect(seen).toEqual(['row', true]);
    expect(samples).toMatchObject([{ requestType: 'SQL', name: 'select', responseLength: 3 }]);
    expect(thrown.map(String)).toEqual(['Error: beside']);
  });

  it('calls functions in its list with the set', async () => {
    const given: unknown[] = [];
    class Loose extends TaskSet<Diarist> {
      static override tasks = [
        function look(this: unknown, set: TaskSet<Diarist>) {
          given.push(this, set, set.user);
          throw new StopUser();
        },
      ];
    }
    class Shopper extends Diarist {
      @task static Loose = Loose;
    }
    const { user, ended } = start(Shopper);
    await ended;
    expect(given[0]).toBe(given[1]);
    expect(given[1]).toBeInstanceOf(Loose);
    expect(given[2]).toBe(user);
  });

  it('sets the activity of its user', async () => {
    class Shopper extends Diarist {
      @task static Cart = class extends TaskSet<Diarist> {
        @task fill() {
          return this.sleep(3_600);
        }
      };
    }
    const { user } = start(Shopper);
    await until(() => user.activity === 'task fill');
  });
});

describe('interrupt', () => {
  /** Leaves a set by `leave` once; each wait of the user is recorded. */
  async function diaryOf(leave: (set: TaskSet<Diarist>) => unknown) {
    const { environment, thrown } = newEnvironment();
    class Shopper extends Diarist {
      static override waitTime = (user: unknown) => {
        (user as Shopper).diary.push('wait');
        return 0;
      };
      runs = 0;
      @task static Cart = class Cart extends NotedSet {
        @task fill() {
          this.user.diary.push('fill');
          if ((this.user as Shopper).runs++ > 0) throw new StopUser();
          return leave(this);
        }
      };
    }
    Object.defineProperty(Shopper.Cart, 'name', { value: 'Cart' });
    const { user, ended } = start(Shopper, environment);
    await ended;
    expect(thrown).toEqual([]);
    return user.diary.join(', ');
  }
  const round = 'Cart onStart, fill, Cart onStop';

  it('makes the parent continue at once', async () => {
    expect(await diaryOf((set) => set.interrupt())).toBe(`${round}, ${round}, user onStop`);
    expect(await diaryOf((set) => set.interrupt(true))).toBe(`${round}, ${round}, user onStop`);
  });

  it('(false) makes the parent wait first', async () => {
    expect(await diaryOf((set) => set.interrupt(false))).toBe(`${round}, wait, ${round}, user onStop`);
  });

  it('works in an asynchronous task', async () => {
    const leave = async (set: TaskSet<Diarist>) => {
      await new Promise(setImmediate);
      set.interrupt();
    };
    expect(await diaryOf(leave)).toBe(`${round}, ${round}, user onStop`);
  });

  it('differs from RescheduleTask and RescheduleTaskImmediately, which stay in the set', async () => {
    const [later, now] = [new RescheduleTask(), new RescheduleTaskImmediately()];
    const stay = (signal: Error) => () => Promise.reject(signal);
    expect(await diaryOf(stay(later))).toBe('Cart onStart, fill, wait, fill, Cart onStop, user onStop');
    expect(await diaryOf(stay(now))).toBe('Cart onStart, fill, fill, Cart onStop, user onStop');
  });

  it('leaves one set, not the outer ones', async () => {
    const diary: string[] = [];
    class Inner extends TaskSet {
      @task leave() {
        diary.push('inner');
        this.interrupt();
      }
    }
    class Outer extends SequentialTaskSet {
      static override tasks = [
        Inner,
        (set: Outer) => {
          diary.push('outer');
          set.interrupt();
        },
      ];
    }
    class Shopper extends User {
      static override tasks = [
        Outer,
        () => {
          diary.push('user');
          throw new StopUser();
        },
      ];
    }
    await start(Shopper).ended;
    expect(diary.join(' ')).toMatch(/^(inner outer )*user$/);
  });

  it('in onStart leaves the set without onStop', async () => {
    const { environment, thrown } = newEnvironment();
    class Closed extends NotedSet {
      override onStart() {
        this.user.diary.push('onStart');
        if (this.user.diary.length > 1) throw new StopUser();
        this.interrupt();
      }
      @task never() {
        this.user.diary.push('never');
      }
    }
    class Shopper extends Diarist {
      @task static Closed = Closed;
    }
    const { user, ended } = start(Shopper, environment);
    await ended;
    expect([user.diary, thrown]).toEqual([['onStart', 'onStart', 'user onStop'], []]);
  });
});

describe('an exception', () => {
  it('in a task of a set is recorded with the set, which waits and continues', async () => {
    const { environment } = newEnvironment();
    const owners: (object | null)[] = [];
    environment.events.userError.addListener(({ userInstance }) => owners.push(userInstance));
    const sets: object[] = [];
    class Clumsy extends TaskSet<Diarist> {
      @task fall() {
        sets.push(this);
        if (sets.length === 3) throw new StopUser();
        throw new Error('oh');
      }
    }
    class Shopper extends Diarist {
      @task static Clumsy = Clumsy;
    }
    await start(Shopper, environment).ended;
    expect(new Set(sets).size).toBe(1);
    expect(owners).toEqual([sets[0], sets[0]]);
    expect(environment.stats.exceptions.list()).toMatchObject([{ count: 2, message: 'oh' }]);
  });

  it('in onStart of a set fails the task of the parent, without onStop of the set', async () => {
    const { environment, thrown } = newEnvironment();
    const owners: (object | null)[] = [];
    environment.events.userError.addListener(({ userInstance }) => owners.push(userInstance));
    class Broken extends NotedSet {
      override async onStart() {
        if (thrown.length > 0) throw new StopUser();
        throw new Error('no basket');
      }
      @task never() {}
    }
    class Around extends NotedSet {
      @task static Broken = Broken;
    }
    class Shopper extends Diarist {
      @task static Around = Around;
    }
    const { user, ended } = start(Shopper, environment);
    await ended;
    expect(thrown.map(String)).toEqual(['Error: no basket']);
    expect(owners[0]).toBeInstanceOf(Around);
    expect(user.diary).toEqual(['Around onStart', 'Around onStop', 'user onStop']);
  });

  it('in onStop of a set is recorded with it, and the set is left', async () => {
    const { environment, thrown } = newEnvironment();
    class Sticky extends NotedSet {
      override onStop() {
        super.onStop();
        throw new Error('stuck');
      }
      @task leave() {
        throw new StopUser();
      }
    }
    class Around extends NotedSet {
      @task static Sticky = Sticky;
    }
    class Shopper extends Diarist {
      @task static Around = Around;
    }
    const { user, ended } = start(Shopper, environment);
    await ended;
    expect(thrown.map(String)).toEqual(['Error: stuck']);
    expect(user.diary.slice(2)).toEqual(['Sticky onStop', 'Around onStop', 'user onStop']);
  });
});

describe('a user that is stopped inside task sets', () => {
  class Deepest extends NotedSet {
    @task work() {
      return this.sleep(3_600);
    }
    override async onStop() {
      await this.sleep(0.001);
      super.onStop();
    }
  }
  class Middle extends NotedSet {
    @task static Deepest = Deepest;
  }
  class Shopper extends Diarist {
    @task static Middle = Middle;
  }

  it('runs onStop from the innermost set outwards, each to its end', async () => {
    const { environment, thrown } = newEnvironment();
    const { user, ended } = start(Shopper, environment);
    await until(() => user.activity === 'task work');
    user.stop(true);
    await ended;
    expect(user.diary).toEqual(['Middle onStart', 'Deepest onStart', 'Deepest onStop', 'Middle onStop', 'user onStop']);
    expect(thrown).toEqual([]);
  });

  it('finishes the current task without force', async () => {
    let finish = () => {};
    class Slow extends NotedSet {
      @task async work() {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        this.user.diary.push('done');
      }
    }
    class Patient extends Diarist {
      @task static Slow = Slow;
    }
    const { user, ended } = start(Patient);
    await until(() => user.activity === 'task work');
    user.stop(false);
    finish();
    await ended;
    expect(user.diary).toEqual(['Slow onStart', 'done', 'Slow onStop', 'user onStop']);
  });

  it('stops at once while a set waits', async () => {
    class Waiting extends NotedSet {
      static override waitTime = constant(3_600);
      @task work() {
        this.user.diary.push('work');
      }
    }
    class Idle extends Diarist {
      @task static Waiting = Waiting;
    }
    const { user, ended } = start(Idle);
    await until(() => user.diary.includes('work'));
    await new Promise(setImmediate);
    user.stop(false);
    await ended;
    expect(user.diary).toEqual(['Waiting onStart', 'work', 'Waiting onStop', 'user onStop']);
  });

  it('starts no queued task', async () => {
    class Queue extends NotedSet {
      @task work() {
        this.scheduleTask(() => this.user.diary.push('never'));
        this.user.stop(false);
      }
    }
    class Busy extends Diarist {
      @task static Queue = Queue;
    }
    const { user, ended } = start(Busy);
    await ended;
    expect(user.diary).toEqual(['Queue onStart', 'Queue onStop', 'user onStop']);
  });
});

describe('the wait after a task of a task set', () => {
  /** The object that returned each wait, until five tasks are done. */
  async function askedIn(inner: new (parent: never) => TaskSet, ofUser: typeof User) {
    const { environment, thrown } = newEnvironment();
    class Outer extends TaskSet {
      static override waitTime = () => {
        throw new Error('the set around it was asked');
      };
      @task static Inner = inner;
    }
    class Shopper extends ofUser {
      @task static Outer = Outer;
    }
    await start(Shopper, environment).ended;
    expect(thrown).toEqual([]);
  }
  const asked: string[] = [];
  const asking = (who: string) => () => {
    asked.push(who);
    return 0;
  };
  class Inner extends TaskSet {
    @task work() {
      if (asked.length === 2) throw new StopUser();
    }
  }
  class WaitingUser extends User {
    static override waitTime = asking('user');
  }

  it('is the set’s own', async () => {
    asked.length = 0;
    class Own extends Inner {
      static override waitTime = asking('set');
    }
    await askedIn(Own, WaitingUser);
    expect(asked).toEqual(['set', 'set']);
  });

  it('may be a method of the set, also asynchronous', async () => {
    asked.length = 0;
    class Own extends Inner {
      override async waitTime() {
        return asking(this.constructor.name)();
      }
    }
    await askedIn(Own, WaitingUser);
    expect(asked).toEqual(['Own', 'Own']);
  });

  it('is the user’s by default, never that of an outer set', async () => {
    asked.length = 0;
    await askedIn(Inner, WaitingUser);
    expect(asked).toEqual(['user', 'user']);
  });

  it('is the user’s method, if it has one', async () => {
    asked.length = 0;
    class Method extends WaitingUser {
      override waitTime() {
        return asking('method')();
      }
    }
    await askedIn(Inner, Method);
    expect(asked).toEqual(['method', 'method']);
  });

  it('paces each instance of the set separately', async () => {
    const waits: number[] = [];
    let runs = 0;
    const pacing = constantPacing(3_600);
    class Paced extends TaskSet {
      static override waitTime = (set: Waiter) => {
        waits.push(pacing(set) as number);
        return 0;
      };
      @task work() {
        runs++;
        if (runs === 2) this.interrupt();
        if (runs === 4) throw new StopUser();
      }
    }
    class Shopper extends User {
      @task static Paced = Paced;
    }
    await start(Shopper).ended;
    expect(waits).toEqual([expect.closeTo(3_600, 0), expect.closeTo(3_600, 0)]);
  });

  it('can be awaited inside a task', async () => {
    asked.length = 0;
    class Own extends TaskSet {
      static override waitTime = asking('set');
      @task async work() {
        await this.wait();
        throw new StopUser();
      }
    }
    await askedIn(Own, WaitingUser);
    expect(asked).toEqual(['set']);
  });
});

describe('scheduleTask', () => {
  it('queues tasks before picked ones, in order or at the head', async () => {
    class Planner extends TaskSet<Diarist> {
      override onStart() {
        this.scheduleTask(() => this.user.diary.push('second'));
        this.scheduleTask(this.third);
        this.scheduleTask(Detour);
        this.scheduleTask(() => this.user.diary.push('first'), true);
      }
      third() {
        this.user.diary.push('third');
      }
      @task picked() {
        this.user.diary.push('picked');
        throw new StopUser();
      }
    }
    class Detour extends TaskSet<Diarist> {
      @task go() {
        this.user.diary.push(this.parent.constructor.name);
        this.interrupt();
      }
    }
    class Shopper extends Diarist {
      @task static Planner = Planner;
    }
    const { user, ended } = start(Shopper);
    await ended;
    expect(user.diary).toEqual(['first', 'second', 'third', 'Planner', 'picked', 'user onStop']);
  });

  /** The first tasks of a user whose only task is the set. */
  async function firstTasks(set: new (parent: never) => TaskSet<Diarist>): Promise<string[]> {
    class Shopper extends Diarist {
      static override tasks = [set];
    }
    const { user, ended } = start(Shopper);
    await until(() => user.diary.length >= 5);
    user.stop(false);
    await ended;
    return user.diary.slice(0, 5);
  }

  it.each([
    ['TaskSet', TaskSet<Diarist>],
    ['SequentialTaskSet', SequentialTaskSet<Diarist>],
  ])('also before the tasks that getNextTask() of a %s picks, if it is overridden', async (_, base) => {
    class Flow extends base {
      override getNextTask() {
        return this.browse;
      }
      browse() {
        this.user.diary.push('browse');
        this.scheduleTask(this.buy, true);
      }
      buy() {
        this.user.diary.push('buy');
      }
    }
    expect(await firstTasks(Flow)).toEqual(['browse', 'buy', 'browse', 'buy', 'browse']);
  });

  it('also before those of a MarkovTaskSet with its own getNextTask(), whose chain continues after them', async () => {
    class Flow extends MarkovTaskSet<Diarist> {
      override getNextTask() {
        const next = super.getNextTask();
        if (this.user.diary.length === 0) this.scheduleTask(this.pay);
        return next;
      }
      @transition('leave') enter() {
        this.user.diary.push('enter');
        this.scheduleTask(this.pay);
      }
      @transition('enter') leave() {
        this.user.diary.push('leave');
      }
      pay() {
        this.user.diary.push('pay');
      }
    }
    expect(await firstTasks(Flow)).toEqual(['pay', 'enter', 'pay', 'leave', 'enter']);
  });

  it('in getNextTask() runs the queued tasks before the one that it returns', async () => {
    class Flow extends SequentialTaskSet<Diarist> {
      override getNextTask() {
        this.scheduleTask(this.second);
        this.scheduleTask(this.first, true);
        return super.getNextTask();
      }
      first() {
        this.user.diary.push('first');
      }
      second() {
        this.user.diary.push('second');
      }
      @task() picked() {
        this.user.diary.push('picked');
      }
    }
    expect(await firstTasks(Flow)).toEqual(['first', 'second', 'picked', 'first', 'second']);
  });

  it('waits between queued tasks, too', async () => {
    let waits = 0;
    class Planner extends TaskSet<Diarist> {
      static override waitTime = () => {
        waits++;
        return 0;
      };
      override onStart() {
        for (let i = 0; i < 3; i++) this.scheduleTask(() => {});
      }
      @task picked() {
        throw new StopUser();
      }
    }
    class Shopper extends Diarist {
      @task static Planner = Planner;
    }
    await start(Shopper).ended;
    expect(waits).toBe(3);
  });
});

describe('a task set without tasks', () => {
  it('because of tags is left out', async () => {
    const { environment, thrown } = newEnvironment({ excludeTags: ['slow'] });
    class Slow extends TaskSet {
      @tag('slow') @task work() {
        throw new Error('must not run');
      }
    }
    class Shopper extends Diarist {
      @task(9) static Slow = Slow;
      @task quick() {
        throw new StopUser();
      }
    }
    await start(Shopper, environment).ended;
    expect(thrown).toEqual([]);
  });

  it('is an exception each time if it is scheduled', async () => {
    const { environment, thrown } = newEnvironment();
    class Empty extends TaskSet {}
    class Planner extends TaskSet<Diarist> {
      override onStart() {
        this.scheduleTask(Empty);
      }
      @task picked() {}
    }
    class Shopper extends Diarist {
      @task static Planner = Planner;
    }
    const { user, ended } = start(Shopper, environment);
    await until(() => thrown.length > 1);
    user.stop(false);
    await ended;
    expect(thrown[1]).toMatchObject({
      code: 'NO_TASKS',
      message: 'Expected class Empty to have a task left to run, got none.',
    });
  });
});

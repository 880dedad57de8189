import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StopUser } from '../../src/core/signals.js';
import { nextWaitSeconds } from '../../src/user/hooks.js';
import { task } from '../../src/user/tasks/task.js';
import { TaskSet } from '../../src/user/tasks/task-set.js';
import { User } from '../../src/user/user.js';
import { between, constant, constantPacing, constantThroughput, poisson, type Waiter } from '../../src/user/wait.js';
import { now } from '../../src/util/loop/clock.js';
import { randomStream } from '../../src/util/random.js';
import { newEnvironment, start } from '../helpers/users/start-user.js';

const waiter = (seed = 1): Waiter => ({ random: randomStream(seed, 'waits'), createdAt: now() });
const waitTimeError = (message: string) => expect.objectContaining({ code: 'BAD_WAIT_TIME', message });

describe('constant', () => {
  it('always waits the same', () => {
    const wait = constant(2.5);
    expect([wait(waiter(1)), wait(waiter(2))]).toEqual([2.5, 2.5]);
    expect(constant(0)(waiter())).toBe(0);
  });
});

describe('between', () => {
  it('is at least the lower and below the upper bound', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        (a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const wait = between(low, high);
          const one = waiter();
          for (let i = 0; i < 20; i++) {
            const seconds = wait(one) as number;
            expect(seconds).toBeGreaterThanOrEqual(low);
            expect(seconds).toBeLessThanOrEqual(high);
          }
        },
      ),
    );
    expect(between(3, 3)(waiter())).toBe(3);
  });

  it('is uniform: the share of no tenth deviates significantly', () => {
    const [wait, one] = [between(1, 5), waiter(7)];
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) {
      const tenth = Math.floor((((wait(one) as number) - 1) / 4) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    const fourSigma = 4 * Math.sqrt(10_000 * 0.1 * 0.9);
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(fourSigma);
  });

  it('repeats with the same seed, and not with another one', () => {
    const waits = (seed: number) => {
      const one = waiter(seed);
      return Array.from({ length: 10 }, () => between(1, 5)(one));
    };
    expect(waits(1)).toEqual(waits(1));
    expect(waits(1)).not.toEqual(waits(2));
  });
});

describe('pacing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Locust's constant_pacing, line by line. */
  function locustPacing(seconds: number, createdAt: number) {
    let [lastRun, lastWait] = [createdAt, 0];
    return (at: number) => {
      const runTime = at - lastRun - lastWait;
      lastWait = Math.max(0, seconds - runTime);
      lastRun = at;
      return lastWait;
    };
  }

  it('follows Locust’s rule, for any task times and late timers', () => {
    const iteration = fc.record({ task: fc.integer({ min: 0, max: 5_000 }), late: fc.integer({ min: 0, max: 300 }) });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.array(iteration, { maxLength: 20 }), (ms, iterations) => {
        const [wait, one] = [constantPacing(ms / 1000), waiter()];
        const expected = locustPacing(ms / 1000, one.createdAt / 1000);
        for (const { task, late } of iterations) {
          vi.advanceTimersByTime(task);
          const seconds = wait(one) as number;
          expect(seconds).toBeCloseTo(expected(now() / 1000), 6);
          vi.advanceTimersByTime(Math.round(seconds * 1000) + late);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is separate for each user', () => {
    const wait = constantPacing(10);
    const first = waiter();
    vi.advanceTimersByTime(4_000);
    const second = waiter();
    vi.advanceTimersByTime(1_000);
    expect([wait(first), wait(second)]).toEqual([expect.closeTo(5), expect.closeTo(9)]);
  });

  /** Starts of the tasks of a user, ms after its construction, for these task durations. */
  async function startsOf(waitTime: (typeof User)['waitTime'], onStartMs: number, taskMs: readonly number[]) {
    const starts: number[] = [];
    class Worker extends User {
      static override waitTime = waitTime;
      override onStart() {
        return this.sleep(onStartMs / 1000);
      }
      @task
      async work() {
        starts.push(now() - this.createdAt);
        await this.sleep((taskMs[starts.length - 1] ?? 0) / 1000);
      }
    }
    const { user, ended } = start(Worker);
    while (starts.length <= taskMs.length) await vi.advanceTimersByTimeAsync(10);
    user.stop(true);
    await vi.runAllTimersAsync();
    await ended;
    return starts;
  }

  it('starts tasks at the given interval; the first one includes onStart, and delays are not made up for', async () => {
    const starts = await startsOf(constantPacing(2), 500, [300, 700, 5_000, 100]);
    expect(starts).toEqual([500, 2_000, 4_000, 9_000, 11_000].map((ms) => expect.closeTo(ms, -2)));
  });

  it('is kept if each wait makes its own constantThroughput() or constantPacing()', async () => {
    const rate = (user: Waiter) => constantThroughput(0.5)(user);
    const interval = (user: Waiter) => constantPacing(2)(user);
    for (const waitTime of [rate, interval]) {
      const starts = await startsOf(waitTime, 500, [300, 700, 5_000, 100]);
      expect(starts).toEqual([500, 2_000, 4_000, 9_000, 11_000].map((ms) => expect.closeTo(ms, -2)));
    }
  });

  it('constantThroughput(4) starts a task each 250 ms', async () => {
    const starts = await startsOf(constantThroughput(4), 0, [10, 20, 200, 0, 600, 0]);
    expect(starts).toEqual([0, 250, 500, 750, 1_000, 1_600, 1_850].map((ms) => expect.closeTo(ms, -2)));
  });
});

describe('poisson', () => {
  it('is exponentially distributed with the mean 1 / rate', () => {
    const [wait, one] = [poisson(4), waiter(11)];
    const seconds = Array.from({ length: 10_000 }, () => wait(one) as number);
    for (const limit of [0.05, 0.25, 1]) {
      const share = 1 - Math.exp(-4 * limit);
      const count = seconds.filter((one) => one <= limit).length;
      expect(Math.abs(count - 10_000 * share)).toBeLessThan(4 * Math.sqrt(10_000 * share * (1 - share)));
    }
  });
});

describe('constantThroughput', () => {
  let startedAt = 0;
  beforeEach(() => {
    vi.useFakeTimers();
    startedAt = now();
  });
  afterEach(() => void vi.useRealTimers());

  it('keeps its rate within 0.5 % at 1,000 users, whatever the task times', async () => {
    let done = 0;
    class Worker extends User {
      static override waitTime = constantThroughput(0.5);
      @task work() {
        done++;
        return this.random.next() < 0.3 ? this.sleep(this.random.between(0, 1.5)) : undefined;
      }
    }
    const { environment } = newEnvironment();
    const users = Array.from({ length: 1_000 }, () => start(Worker, environment));
    await advanceTo(2_500);
    const before = done;
    await advanceTo(8_500);
    const rate = (done - before) / 6;
    for (const { user } of users) user.stop(true);
    await Promise.all(users.map(({ ended }) => ended));
    expect(Math.abs(rate / 500 - 1)).toBeLessThan(0.005);
  });

  const realSetImmediate = setImmediate;

  /** Advances from timer to timer: real time would be too slow for thousands. */
  async function advanceTo(ms: number) {
    while (now() < startedAt + ms) {
      await new Promise((resolve) => realSetImmediate(resolve));
      vi.advanceTimersToNextTimer();
    }
  }
});

describe('a custom wait time', () => {
  /** The returned seconds, and the resulting waits in ms. */
  async function waitsOf(userClass: typeof User, count: number) {
    vi.useFakeTimers();
    try {
      const starts: number[] = [];
      class Watched extends userClass {
        @task note() {
          starts.push(now());
        }
      }
      const { user, ended } = start(Watched);
      while (starts.length <= count) await vi.advanceTimersByTimeAsync(10);
      user.stop(true);
      await vi.runAllTimersAsync();
      await ended;
      return starts.slice(1, count + 1).map((at, i) => Math.round((at - (starts[i] as number)) / 100) / 10);
    } finally {
      vi.useRealTimers();
    }
  }

  it('is a method with the user as `this`, and overrides that of the class', async () => {
    class Growing extends User {
      static override waitTime = constant(3_600);
      calls = 0;
      override waitTime() {
        return ++this.calls;
      }
    }
    expect(await waitsOf(Growing, 3)).toEqual([1, 2, 3]);
  });

  describe('of the most derived class applies, be it a method or static:', () => {
    class Method extends User {
      override waitTime() {
        return 30;
      }
    }
    class Static extends Method {
      static override waitTime = constant(2);
    }

    it('a static one instead of an inherited method', async () => {
      class Inheriting extends Static {}
      expect(await waitsOf(Static, 2)).toEqual([2, 2]);
      expect(await waitsOf(Inheriting, 2)).toEqual([2, 2]);
    });

    it('a method instead of an inherited static one', async () => {
      class MethodAgain extends Static {
        override waitTime() {
          return 3;
        }
      }
      expect(await waitsOf(MethodAgain, 2)).toEqual([3, 3]);
    });

    it('in task sets, too', async () => {
      const waits: number[] = [];
      const sleepsFor = (seconds: number) => {
        waits.push(seconds);
        return 0;
      };
      class SlowSet extends TaskSet {
        @task work() {
          if (waits.length === 2) throw new StopUser();
        }
        override waitTime() {
          return sleepsFor(30);
        }
      }
      class FastSet extends SlowSet {
        static override waitTime = () => sleepsFor(2);
      }
      class Shopper extends User {
        @task static FastSet = FastSet;
      }
      await start(Shopper).ended;
      expect(waits).toEqual([2, 2]);
    });

    it('also one that a class gets or loses between two waits', () => {
      class Changing extends Method {}
      const user = new Changing(newEnvironment().environment);
      expect(user[nextWaitSeconds]()).toBe(30);
      Changing.waitTime = constant(4);
      expect(user[nextWaitSeconds]()).toBe(4);
      Reflect.deleteProperty(Changing, 'waitTime');
      expect(user[nextWaitSeconds]()).toBe(30);
    });

    it('but that of the instance before all, and no static one that is undefined', () => {
      class Undefined extends Method {
        static override waitTime = undefined as never;
      }
      const user = new Undefined(newEnvironment().environment);
      expect(user[nextWaitSeconds]()).toBe(30);
      Undefined.waitTime = constant(4) as never;
      expect(user[nextWaitSeconds]()).toBe(4);
      user.waitTime = () => 7;
      expect(user[nextWaitSeconds]()).toBe(7);
    });
  });

  it('may be asynchronous, method or not', async () => {
    class Method extends User {
      override async waitTime() {
        await Promise.resolve();
        return 2;
      }
    }
    class Static extends User {
      static override waitTime = async () => 2;
    }
    expect(await waitsOf(Method, 2)).toEqual([2, 2]);
    expect(await waitsOf(Static, 2)).toEqual([2, 2]);
  });

  it.each([[-1], [Number.NaN], [undefined], [null], ['3'], ['soon']])(
    'that returns %j is an exception, and ends the user',
    async (answer) => {
      const { environment, thrown } = newEnvironment();
      class Odd extends User {
        override waitTime() {
          return answer as number;
        }
        @task go() {}
      }
      await start(Odd, environment).ended;
      expect(thrown[0]).toMatchObject({
        code: 'BAD_WAIT_TIME',
        message: `Expected a wait of 0 or more seconds after task go, got ${inspect(answer)}.`,
      });
    },
  );
});

describe('an invalid wait time is rejected where it is written:', () => {
  it.each([
    [() => constant(-1), 'Expected constant() with 0 or more seconds, got -1.'],
    [() => constant('3' as never), 'Expected constant() with 0 or more seconds, got 3.'],
    [() => between(Number.NaN, 1), 'Expected between() with 0 or more seconds, got NaN.'],
    [() => between(1, undefined as never), 'Expected between() with 0 or more seconds, got undefined.'],
    [() => between(5, 1), 'Expected between(low, high) with low ≤ high, got between(5, 1).'],
    [() => constant(Number.POSITIVE_INFINITY), 'Expected constant() with 0 or more seconds, got Infinity.'],
    [() => between(1, Number.POSITIVE_INFINITY), 'Expected between() with 0 or more seconds, got Infinity.'],
    [
      () => constantThroughput(Number.POSITIVE_INFINITY),
      'Expected constantThroughput(tasks per second) above 0, got Infinity.',
    ],
    [() => constantPacing(-2), 'Expected constantPacing() with 0 or more seconds, got -2.'],
    [() => poisson(0), 'Expected poisson(tasks per second) above 0, got 0.'],
    [() => poisson('2' as never), 'Expected poisson(tasks per second) above 0, got 2.'],
    [() => constantThroughput(0), 'Expected constantThroughput(tasks per second) above 0, got 0.'],
    [() => constantThroughput(Number.NaN), 'Expected constantThroughput(tasks per second) above 0, got NaN.'],
  ])('%s', (make, message) => {
    expect(make).toThrow(waitTimeError(message));
  });
});

import { describe, expect, it } from 'vitest';
import { InterruptTaskSet, RescheduleTask, StopTest, StopUser } from '../../src/core/signals.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { constant } from '../../src/user/wait.js';
import { newEnvironment, start, until } from '../helpers/users/start-user.js';

const forever = constant(3_600);

describe('background work', () => {
  it('runs concurrently with the tasks until its user ends', async () => {
    const diary: string[] = [];
    class Listening extends User {
      override onStart() {
        this.background(async (signal) => {
          while (!signal.aborted) {
            diary.push('beat');
            await new Promise(setImmediate);
          }
          diary.push('gone');
        });
      }
      @task async work() {
        await until(() => diary.length > 3);
        throw new StopUser();
      }
      override onStop() {
        diary.push('onStop');
      }
    }
    await start(Listening).ended;
    await until(() => diary.includes('gone'));
    expect(diary.filter((line) => line === 'beat').length).toBeGreaterThan(3);
    expect(diary.at(-1)).toBe('gone');
    expect(diary).toContain('onStop');
  });

  it('is aborted when the user is killed, and its errors are ignored then', async () => {
    const { environment, thrown } = newEnvironment();
    const told: unknown[] = [];
    class Listening extends User {
      override onStart() {
        this.background(async (signal) => {
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('cut off'))));
        });
        this.background(async (signal) => {
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          await new Promise(setImmediate);
          told.push(signal.reason);
          throw new Error('a late complaint');
        });
      }
      @task work() {
        return this.sleep(3_600);
      }
      override async onStop() {
        await until(() => told.length > 0);
        await new Promise(setImmediate);
      }
    }
    const { user, ended } = start(Listening, environment);
    await until(() => user.activity === 'task work');
    user.stop(true);
    await ended;
    expect(told).toEqual([expect.any(StopUser)]);
    expect(thrown).toEqual([]);
  });

  it('that throws is recorded like an exception of a task', async () => {
    const { environment, thrown } = newEnvironment();
    class Clumsy extends User {
      override onStart() {
        this.background(() => Promise.reject(new Error('oh')));
        this.background(() => {
          throw new Error('at once');
        });
      }
      @task async work() {
        await until(() => thrown.length > 1);
        throw new StopUser();
      }
    }
    await start(Clumsy, environment).ended;
    expect(thrown.map(String)).toEqual(['Error: at once', 'Error: oh']);
    expect(environment.stats.exceptions.list()).toMatchObject([{ message: 'at once' }, { message: 'oh' }]);
  });
});

describe('a signal of background work', () => {
  function userWith(signal: Error): typeof User {
    return class Worker extends User {
      isRunning = false;
      override onStart() {
        this.background(async () => {
          await until(() => this.isRunning);
          throw signal;
        });
      }
      override getNextTask() {
        return this.work;
      }
      async work() {
        this.isRunning = true;
        await until(() => this.isStopping);
      }
    } as never;
  }

  it('ends the user, if it is StopUser, after its task', async () => {
    const { environment, thrown } = newEnvironment();
    const { user, ended } = start(userWith(new StopUser('done', true)), environment);
    await ended;
    expect([user.isExhausted, thrown]).toEqual([true, []]);
  });

  it('ends the test, if it is StopTest', async () => {
    const { environment, log } = newEnvironment();
    const { user } = start(userWith(new StopTest('enough')), environment);
    await until(() => log.some((line) => line.includes('enough')));
    expect(user.isStopping).toBe(false);
    user.stop(true);
  });

  it.each([
    [new RescheduleTask(), 'RESCHEDULE_OUTSIDE_TASK'],
    [new InterruptTaskSet(), 'INTERRUPT_OUTSIDE_TASK_SET'],
  ])('is an error, if it is %s', async (signal, code) => {
    const { environment, thrown } = newEnvironment();
    const { user } = start(userWith(signal), environment);
    await until(() => thrown.length > 0);
    expect(thrown).toMatchObject([{ code, message: expect.stringContaining('background work') }]);
    user.stop(true);
  });
});

describe("background work until 'onStopDone'", () => {
  class Reader extends User {
    readonly diary: string[] = [];
    override onStart() {
      for (const options of [{}, { until: 'onStopDone' }] as const) {
        this.background(async (signal) => {
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          this.diary.push(`aborted ${JSON.stringify(options)}`);
        }, options);
      }
    }
    @task work() {
      return this.sleep(3_600);
    }
    override async onStop() {
      await new Promise(setImmediate);
      this.diary.push('onStop');
    }
  }

  it.each([
    ['killed', true, 0],
    ['stopped while it waits', false, 1],
  ] as const)('is aborted after onStop of a user that is %s', async (_, force, tasks) => {
    class Waiting extends Reader {
      static override waitTime = forever;
      override work() {
        return tasks === 1 ? Promise.resolve() : super.work();
      }
    }
    const { user, ended } = start(Waiting);
    await until(() => user.activity === 'task work' && (tasks === 0 || user.isWaiting));
    user.stop(force);
    await ended;
    await new Promise(setImmediate);
    expect(user.diary).toEqual(['aborted {}', 'onStop', 'aborted {"until":"onStopDone"}']);
  });

  it('is aborted when the user is abandoned in onStop, and at once after the end', async () => {
    class Stuck extends Reader {
      override async onStop() {
        this.diary.push('onStop');
        await new Promise<void>((resolve) => this.signal.addEventListener('abort', () => resolve()));
      }
    }
    const { user, ended } = start(Stuck);
    await until(() => user.activity === 'task work');
    user.stop(true);
    await until(() => user.isInOnStop);
    user.abandon();
    await ended;
    await new Promise(setImmediate);
    expect(user.diary).toEqual(['aborted {}', 'onStop', 'aborted {"until":"onStopDone"}']);
    const late: AbortSignal[] = [];
    user.background(async (signal) => late.push(signal), { until: 'onStopDone' });
    expect(late.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

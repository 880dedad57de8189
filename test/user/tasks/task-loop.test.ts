import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  InterruptTaskSet,
  RescheduleTask,
  RescheduleTaskImmediately,
  StopTest,
  StopUser,
} from '../../../src/core/signals.js';
import { run } from '../../../src/run/run-in-script.js';
import { afterTask, nextTask, onTaskError, taskTags, waitAfterTask } from '../../../src/user/hooks.js';
import { SequentialTaskSet } from '../../../src/user/tasks/sequential.js';
import { task } from '../../../src/user/tasks/task.js';
import { makeTask, type Task } from '../../../src/user/tasks/task-item.js';
import { runTasksUntilWait } from '../../../src/user/tasks/task-loop.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { constant } from '../../../src/user/wait.js';
import { scheduler } from '../../../src/util/loop/scheduler.js';
import { TimeSlice } from '../../../src/util/loop/time-slice.js';
import { newEnvironment, start, until } from '../../helpers/users/start-user.js';

const quiet = () => {};

describe('a task', () => {
  /** For each of five tasks, whether it has yielded, while other work is scheduled. */
  async function yieldsOf(run: () => unknown): Promise<boolean[]> {
    const yields: boolean[] = [];
    const owner = {
      [nextTask]: () => makeTask('one', new Set(), null, run),
      executeTask: ({ run }: Task) => run({}),
      [waitAfterTask]: (hasYielded: boolean) => {
        if (yields.push(hasYielded) === 5) throw new StopUser();
        return null;
      },
    };
    const user = { activity: '', isWaiting: false, killReason: null, isStopping: false, takeIteration: () => true };
    const others = (own: TimeSlice) => {
      if (yields.length < 5) scheduler.schedule(others, own, own);
    };
    for (let i = 0; i < 10; i++) others(new TimeSlice());
    await expect(
      runTasksUntilWait(owner, { ...user, [taskTags]: new Set(), [afterTask]: quiet, [onTaskError]: quiet }),
    ).rejects.toThrow(StopUser);
    return yields;
  }

  it('has yielded if it has awaited an event-loop iteration', async () => {
    const own = new TimeSlice();
    expect(
      await yieldsOf(() => new Promise<void>((resolve) => scheduler.schedule(resolve, undefined, own))),
    ).not.toContain(false);
  });

  it('has not yielded if it has awaited only microtasks', async () => {
    expect(await yieldsOf(() => Promise.resolve())).not.toContain(true);
  });
});

describe('StopTest', () => {
  it.each(['a task', 'a task of a set', 'onStart'])('in %s ends the test gracefully', async (place) => {
    const stopped: string[] = [];
    class Bystander extends User {
      static override waitTime = constant(3_600);
      override onStart() {
        return this.measure('TEST', 'a run without requests fails', () => 1);
      }
      @task go() {}
      override onStop() {
        stopped.push('bystander');
      }
    }
    class Judge extends User {
      static override waitTime = constant(0.01);
      override onStart() {
        if (place === 'onStart') throw new StopTest('seen enough');
      }
      @task go() {
        if (place === 'a task') throw new StopTest('seen enough');
      }
      @task static Set = class extends TaskSet {
        @task go() {
          if (place === 'a task of a set') throw new StopTest('seen enough');
          this.interrupt();
        }
      };
      override onStop() {
        stopped.push('judge');
      }
    }
    const lines: string[] = [];
    const log = { log: (line: string) => void lines.push(line), loglevel: 'INFO' } as const;
    const { exitCode, snapshot } = await run({ userClasses: [Bystander, Judge], users: 2, spawnRate: 100, ...log });
    expect([exitCode, snapshot.state, stopped.sort()]).toEqual([0, 'stopped', ['bystander', 'judge']]);
    expect(snapshot.stats.exceptions).toEqual([]);
    expect(lines.join('\n')).toContain('The test ends: seen enough');
  });
});

describe('static catchExceptions = false', () => {
  it('ends a user at the first exception of a task or a task set, with onStop', async () => {
    const { environment, thrown } = newEnvironment();
    const diary: string[] = [];
    class Strict extends User {
      static override catchExceptions = false;
      override onStop() {
        diary.push('onStop');
      }
    }
    class Plain extends Strict {
      @task go() {
        diary.push('go');
        throw new Error('plain');
      }
    }
    class Nested extends Strict {
      @task static Set = class extends TaskSet {
        override onStop() {
          diary.push('set onStop');
        }
        @task go() {
          diary.push('go');
          throw new Error('nested');
        }
      };
    }
    await start(Plain, environment).ended;
    await start(Nested, environment).ended;
    expect(thrown.map(String)).toEqual(['Error: plain', 'Error: nested']);
    expect(diary).toEqual(['go', 'onStop', 'go', 'set onStop', 'onStop']);
  });
});

describe('interrupt() outside of a task set', () => {
  it.each(['task', 'onStart', 'onStop'])('in %s of a user is reported and ends the user', async (place) => {
    const { environment, thrown } = newEnvironment();
    const diary: string[] = [];
    const interruptIn = (here: string) => {
      diary.push(here);
      if (here === place) throw new InterruptTaskSet();
    };
    class Lost extends User {
      override onStart() {
        interruptIn('onStart');
      }
      @task go() {
        interruptIn('task');
        throw new StopUser();
      }
      override onStop() {
        interruptIn('onStop');
      }
    }
    await start(Lost, environment).ended;
    expect(thrown).toMatchObject([
      { code: 'INTERRUPT_OUTSIDE_TASK_SET', message: expect.stringContaining(place === 'task' ? 'task go' : place) },
    ]);
    expect(diary).toEqual(place === 'onStart' ? ['onStart', 'onStop'] : ['onStart', 'task', 'onStop']);
  });
});

describe('userError', () => {
  it('has the user or set whose task threw, and the stack frames', async () => {
    const { environment } = newEnvironment();
    const seen: { owner: string; traceback: string }[] = [];
    environment.events.userError.addListener(({ userInstance, traceback }) => {
      seen.push({ owner: userInstance?.constructor.name ?? 'nobody', traceback });
    });
    class Basket extends SequentialTaskSet {
      @task drop() {
        throw new Error('in a set');
      }
      @task leave() {
        this.interrupt();
      }
    }
    class Shopper extends User {
      static override tasks = [Basket];
      picks = 0;
      override getNextTask() {
        const next = super.getNextTask() as Task;
        if (this.picks++ === 0) return next;
        return { ...next, taskSet: null, run: () => this.fall() };
      }
      fall() {
        if (this.picks > 2) throw new StopUser();
        throw new Error('in a user');
      }
    }
    await start(Shopper, environment).ended;
    expect(seen.map(({ owner }) => owner)).toEqual(['Basket', 'Shopper']);
    expect(seen[0]?.traceback).toMatch(/^ {4}at .*drop \(.*task-loop\.test\.ts:\d+:\d+\)\n$/);
  });
});

describe('a killed user', () => {
  it('starts no other task, even if its sets swallow the signal', async () => {
    const begun: string[] = [];
    class Deaf extends User {
      @task static Set = class extends TaskSet {
        @task async go() {
          begun.push('go');
          await this.sleep(3_600).catch(() => {});
        }
      };
    }
    const { user, ended } = start(Deaf);
    await until(() => begun.length === 1);
    user.stop(true);
    await ended;
    expect(begun).toEqual(['go']);
  });
});

describe('iterations', () => {
  it.each([
    [{ iterations: 7 }, 7],
    [{ iterationsPerUser: 4 }, 12],
    [{ iterations: 5, iterationsPerUser: 4 }, 5],
    [{ iterations: 100, iterationsPerUser: 2 }, 6],
  ])('%j: three users start exactly %i tasks, those of sets included, then the run ends', async (limits, total) => {
    let [done, came, left] = [0, 0, 0];
    class Counter extends User {
      override onStart() {
        came++;
        return this.measure('TEST', 'a run without requests fails', () => 1);
      }
      @task async go() {
        done++;
        await new Promise(setImmediate);
      }
      @task static Set = class extends TaskSet {
        @task go() {
          done++;
          if (this.user.random.next() < 0.5) this.interrupt();
        }
      };
      override onStop() {
        left++;
      }
    }
    const { exitCode } = await run({ userClasses: [Counter], users: 3, spawnRate: 1_000, ...limits, log: quiet });
    expect({ done, left, exitCode }).toEqual({ done: total, left: came, exitCode: 0 });
    if (!('iterations' in limits)) expect(came).toBe(3);
  });

  it('count tasks that throw, but not entering a set', async () => {
    const { environment } = newEnvironment({ iterationsPerUser: 3 });
    const done: string[] = [];
    class Counter extends User {
      @task static Set = class extends SequentialTaskSet {
        override onStart() {
          done.push('enter');
        }
        @task first() {
          done.push('first');
          throw new Error('oh');
        }
        @task second() {
          done.push('second');
          this.interrupt();
        }
      };
    }
    const { user, ended } = start(Counter, environment);
    await ended;
    expect(done).toEqual(['enter', 'first', 'second', 'enter', 'first']);
    expect(user.isExhausted).toBe(true);
  });
});

const behaviours = {
  nothing: () => undefined,
  error: () => {
    throw new Error('oops');
  },
  text: () => {
    throw 'oops';
  },
  'an object without a text': () => {
    throw Object.create(null);
  },
  'nothing at all': () => {
    throw undefined;
  },
  rejection: () => Promise.reject(new Error('oops')),
  StopUser: () => {
    throw new StopUser();
  },
  StopTest: () => {
    throw new StopTest();
  },
  RescheduleTask: () => {
    throw new RescheduleTask();
  },
  RescheduleTaskImmediately: () => {
    throw new RescheduleTaskImmediately();
  },
  InterruptTaskSet: () => {
    throw new InterruptTaskSet();
  },
  'InterruptTaskSet(false)': () => {
    throw new InterruptTaskSet(false);
  },
  sleep: (user: User) => user.sleep(3_600),
  'swallowed sleep': (user: User) => user.sleep(3_600).catch(() => {}),
  'translated sleep': (user: User) => user.sleep(3_600).catch(() => Promise.reject(new Error('translated'))),
  'event-loop tick': () => new Promise(setImmediate),
} satisfies Record<string, (user: User) => unknown>;

type Behaviour = keyof typeof behaviours;

describe('a user whose onStart succeeded runs onStop once', () => {
  const behaviour = fc.constantFrom(...(Object.keys(behaviours) as Behaviour[]));
  // A user that sleeps in onStop is abandoned by the runner, not here.
  const stopping = behaviour.filter((name) => !name.includes('sleep'));
  const plans = fc.record({
    tasks: fc.array(behaviour, { minLength: 1, maxLength: 4 }),
    setStart: behaviour,
    setTasks: fc.array(behaviour, { minLength: 1, maxLength: 3 }),
    setStop: stopping,
    onStop: stopping,
    waitTime: fc.constantFrom('0', 'throws', 'rejects', 'not a number', 'long'),
    catchExceptions: fc.boolean(),
    stopAfter: fc.integer({ min: 0, max: 6 }),
    force: fc.boolean(),
  });

  it('whatever threw', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { environment } = newEnvironment();
        const counts = { onStart: 0, onStop: 0, setStart: 0, setStop: 0 };
        const waits = {
          '0': () => 0,
          throws: () => {
            throw new Error('no time');
          },
          rejects: () => Promise.reject(new Error('no time')),
          'not a number': () => Number.NaN,
          long: () => 3_600,
        };
        const behave = (name: Behaviour, user: User) => behaviours[name](user);
        class Inner extends SequentialTaskSet {
          static override tasks = plan.setTasks.map((name) => (set: TaskSet) => behave(name, set.user));
          override async onStart() {
            await behave(plan.setStart, this.user);
            counts.setStart++;
          }
          override async onStop() {
            counts.setStop++;
            await behave(plan.setStop, this.user);
          }
        }
        class Anybody extends User {
          static override catchExceptions = plan.catchExceptions;
          static override waitTime = waits[plan.waitTime as '0'];
          static override tasks = [...plan.tasks.map((name) => (user: User) => behave(name, user)), Inner];
          override async onStart() {
            counts.onStart++;
          }
          override async onStop() {
            counts.onStop++;
            await behave(plan.onStop, this);
          }
        }
        const { user, ended } = start(Anybody, environment);
        for (let i = 0; i < plan.stopAfter; i++) await new Promise(setImmediate);
        user.stop(plan.force);
        await new Promise(setImmediate);
        user.stop(true);
        await new Promise(setImmediate);
        user.stop(true); // its onStop takes too long
        await ended;
        expect(counts).toMatchObject({ onStart: 1, onStop: 1 });
        expect(counts.setStop).toBe(counts.setStart);
      }),
      { numRuns: 400 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import {
  InterruptTaskSet,
  RescheduleTask,
  RescheduleTaskImmediately,
  StopTest,
  StopUser,
} from '../../src/core/signals.js';
import { misplacedSignalError, strongerSignal } from '../../src/user/misplaced-signal.js';
import { SequentialTaskSet } from '../../src/user/tasks/sequential.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { newEnvironment, start } from '../helpers/users/start-user.js';

describe('misplacedSignalError', () => {
  it('is an error for signals of task sets and tasks only', () => {
    const signals = [new InterruptTaskSet(), new RescheduleTask(), new RescheduleTaskImmediately()];
    expect(signals.map((signal) => misplacedSignalError(signal, 'onStart')?.message)).toEqual([
      'Expected interrupt() inside a task set, got it in onStart of a user.',
      'Expected RescheduleTask inside a task, got it in onStart of a user.',
      'Expected RescheduleTaskImmediately inside a task, got it in onStart of a user.',
    ]);
    const others = [new StopUser(), new StopTest(), new Error('oh'), null];
    expect(others.map((other) => misplacedSignalError(other, 'onStart'))).toEqual([null, null, null, null]);
  });
});

describe('strongerSignal', () => {
  it('prefers StopTest to StopUser, and StopUser to others; the second of two equal ones', () => {
    const [test, user, interrupt, again] = [
      new StopTest(),
      new StopUser(),
      new InterruptTaskSet(),
      new RescheduleTask(),
    ];
    expect(strongerSignal(test, user)).toBe(test);
    expect(strongerSignal(user, test)).toBe(test);
    expect(strongerSignal(user, interrupt)).toBe(user);
    expect(strongerSignal(interrupt, user)).toBe(user);
    expect(strongerSignal(interrupt, again)).toBe(again);
  });
});

describe('a signal in onStop of a task set', () => {
  async function visits(signal: Error, reason: Error = new InterruptTaskSet(false)) {
    const { environment, thrown, log } = newEnvironment();
    const diary: string[] = [];
    class Visit extends SequentialTaskSet {
      override onStart() {
        diary.push('visit');
        if (diary.length > 9) throw new StopUser('The test has failed.');
      }
      @task leave() {
        throw reason;
      }
      override onStop() {
        if (diary.length === 2) throw signal;
      }
    }
    class Outer extends SequentialTaskSet {
      static override tasks = [Visit];
      override onStop() {
        diary.push('outer onStop');
      }
    }
    class Visitor extends User {
      static override tasks = [Outer];
      override onStop() {
        diary.push('user onStop');
      }
    }
    await start(Visitor, environment).ended;
    return { diary, thrown, log };
  }

  it('ends the user, if it is StopUser', async () => {
    const { diary, thrown } = await visits(new StopUser());
    expect(diary).toEqual(['visit', 'visit', 'outer onStop', 'user onStop']);
    expect(thrown).toEqual([]);
  });

  it('ends the test, if it is StopTest', async () => {
    const { diary, log } = await visits(new StopTest('seen enough'));
    expect(diary).toEqual(['visit', 'visit', 'outer onStop', 'user onStop']);
    expect(log).toContainEqual(expect.stringContaining('The test ends: seen enough'));
  });

  it('does not keep a user running that has stopped itself', async () => {
    const { diary } = await visits(new RescheduleTask(), new StopUser());
    expect(diary).toEqual(['visit', 'outer onStop', 'user onStop']);
  });

  it('leaves only the set itself, if it is InterruptTaskSet', async () => {
    const { diary } = await visits(new InterruptTaskSet());
    expect(diary.slice(0, 3)).toEqual(['visit', 'visit', 'visit']);
  });
});

describe('a signal in a hook of a user', () => {
  it.each(['onStart', 'onStop'] as const)('is an error in %s, if it is RescheduleTask', async (place) => {
    const { environment, thrown } = newEnvironment();
    class Lost extends User {
      override onStart() {
        if (place === 'onStart') throw new RescheduleTask();
      }
      @task go() {
        throw new StopUser();
      }
      override onStop() {
        if (place === 'onStop') throw new RescheduleTask();
      }
    }
    await start(Lost, environment).ended;
    expect(thrown).toMatchObject([{ code: 'RESCHEDULE_OUTSIDE_TASK', message: expect.stringContaining(place) }]);
  });
});

import { expect, it } from 'vitest';
import { type OnceContext, type OnceResult, runTasksOnce } from '../../../src/cli/validate/run-tasks-once.js';
import { events } from '../../../src/core/events/global-events.js';
import type { Hook } from '../../../src/core/events/hook.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { statusError } from '../../../src/http/errors/failures.js';
import { tag } from '../../../src/user/tasks/tag.js';
import { task } from '../../../src/user/tasks/task.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { constant } from '../../../src/user/wait.js';
import { Log } from '../../../src/util/log/log.js';
import { makeSample } from '../../helpers/statistics/samples.js';

/** What `context` says, and what comes of it. */
async function resultsOf(userClasses: (typeof User)[], context: Partial<OnceContext> = {}) {
  const [results, lines]: [OnceResult[], string[]] = [[], []];
  const isSound = await runTasksOnce(userClasses, {
    options: makeOptions(),
    log: new Log('CRITICAL', () => {}),
    timeoutSeconds: 60,
    write: (line) => lines.push(line.replace(/ +/g, ' ')),
    onEnd: (_, result) => results.push(result),
    ...context,
  });
  return { isSound, results, lines };
}

it('runs each task once, those of sets too, without waits, and reports requests and exceptions', async () => {
  const calls: string[] = [];
  class Inner extends TaskSet {
    @task deep(): void {
      calls.push('deep');
      events.request.fire(makeSample({ name: '/deep', exception: 'too slow' }));
    }
  }
  class Shopper extends User {
    static override waitTime = constant(1000);
    @task(5) browse(): void {
      calls.push('browse');
      events.request.fire(makeSample({ name: '/browse', responseTime: 12.3 }));
    }
    @task buy(): void {
      calls.push('buy');
      throw new Error('sold out');
    }
    @task static Inner = Inner;
    override onStop(): void {
      calls.push('onStop');
    }
  }
  const { isSound, results, lines } = await resultsOf([Shopper]);
  expect(calls.toSorted()).toEqual(['browse', 'buy', 'deep', 'onStop']);
  expect(lines.toSorted()).toEqual([' GET /browse 12 ms', ' GET /deep 10 ms too slow', ' exception sold out']);
  expect(results).toEqual([{ requests: 2, failures: 1, exceptions: 1, timedOutAfterSeconds: null }]);
  expect(isSound).toBe(false);
});

it('leaves out classes that have no users in a run', async () => {
  const calls: string[] = [];
  class Shopper extends User {
    @task go(): void {
      calls.push(this.constructor.name);
    }
  }
  class Retired extends Shopper {
    static override weight = 0;
  }
  class Admin extends Retired {
    static override fixedCount = 1;
  }
  expect((await resultsOf([Shopper, Retired, Admin])).results).toHaveLength(2);
  expect(calls).toEqual(['Shopper', 'Admin']);
  await expect(resultsOf([Retired])).rejects.toMatchObject({ code: 'NO_USERS' });
});

it('calls getNextTask() of each class without tasks, inherited or not', async () => {
  const calls: string[] = [];
  class Shopper extends User {
    override getNextTask() {
      return () => calls.push(this.constructor.name);
    }
  }
  await resultsOf([Shopper, class Admin extends Shopper {}]);
  expect(calls).toEqual(['Shopper', 'Admin']);
});

it('stops at the time limit where a task does not end', async () => {
  class Poller extends User {
    @task async poll(): Promise<void> {
      for (;;) await this.sleep(0.01);
    }
  }
  const { isSound, results } = await resultsOf([Poller], { timeoutSeconds: 0.2 });
  expect(results).toMatchObject([{ exceptions: 0, timedOutAfterSeconds: 0.2 }]);
  expect(isSound).toBe(false);
});

it('fires the events of one test, whatever the number of classes; a listener that throws is not sound', async () => {
  class Other extends User {
    @task go(): void {}
  }
  const fired: string[] = [];
  const { init, testStart, testStopping, testStop, quitting } = events;
  const hooks = [init, testStart, testStopping, testStop, quitting] as unknown as Hook<object>[];
  const removals = hooks.map((hook) => {
    const listener = hook.addListener(() => void fired.push(hook.name));
    return () => hook.removeListener(listener);
  });
  expect(await resultsOf([Other, class Another extends Other {}])).toMatchObject({ isSound: true });
  expect(fired).toEqual(['init', 'testStart', 'testStopping', 'testStop', 'quitting']);
  for (const remove of removals) remove();
  const broken = events.testStop.addListener(() => {
    throw new Error('broken');
  });
  expect(await resultsOf([Other])).toMatchObject({ isSound: false });
  events.testStop.removeListener(broken);
});

it('a failed request and an exception outside of the tasks are not sound', async () => {
  class Shopper extends User {
    @task go(): void {}
  }
  const broken = [
    () => events.request.fire(makeSample({ exception: 'refused' })),
    () => events.userError.fire({ userInstance: null, exception: new Error('late'), traceback: '' }),
  ];
  for (const fire of broken) {
    const listener = events.testStart.addListener(fire);
    expect(await resultsOf([Shopper])).toMatchObject({ isSound: false, results: [{ failures: 0, exceptions: 0 }] });
    events.testStart.removeListener(listener);
  }
});

it('follows --expected-statuses, --trace and tags', async () => {
  class Missing extends User {
    @tag('broken') @task look(): void {
      const exception = statusError(404, 'Not Found', '/missing');
      events.request.fire(makeSample({ name: '/missing', status: 404, exception }));
    }
  }
  class Other extends User {
    @tag('broken') @task look(): void {}
  }
  const accepted = await resultsOf([Missing], { options: makeOptions({ expectedStatuses: ['404'], trace: true }) });
  expect(accepted).toMatchObject({ isSound: true, results: [{ requests: 1, failures: 0 }] });
  expect(accepted.lines.length).toBeGreaterThan(1);
  const untagged = await resultsOf([Other], { options: makeOptions({ excludeTags: ['broken'] }) });
  expect(untagged).toMatchObject({ isSound: false, results: [{ requests: 0, exceptions: 1 }] });
});

import { expect, it } from 'vitest';
import { runTasksOnce } from '../../../src/cli/validate/run-tasks-once.js';
import { events } from '../../../src/core/events/global-events.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { task } from '../../../src/user/tasks/task.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { constant } from '../../../src/user/wait.js';
import { Log } from '../../../src/util/log/log.js';
import { makeSample } from '../../helpers/statistics/samples.js';

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
  const lines: string[] = [];
  const log = new Log('CRITICAL', () => {});
  const result = await runTasksOnce(Shopper, makeOptions(), log, (line) => lines.push(line.replace(/ +/g, ' ')));
  expect(calls.toSorted()).toEqual(['browse', 'buy', 'deep', 'onStop']);
  expect(lines.toSorted()).toEqual([' GET /browse 12 ms', ' GET /deep 10 ms too slow', ' exception sold out']);
  expect(result).toEqual({ requests: 2, failures: 1, exceptions: 1, timedOutAfterSeconds: null });
});

it('stops at the run time where a task does not end', async () => {
  class Poller extends User {
    @task async poll(): Promise<void> {
      for (;;) await this.sleep(0.01);
    }
  }
  const log = new Log('CRITICAL', () => {});
  const result = await runTasksOnce(Poller, makeOptions({ runTime: 0.2 }), log, () => {});
  expect(result).toMatchObject({ exceptions: 0, timedOutAfterSeconds: 0.2 });
});

/** A user that reports requests without sending any, and logs of its runs. */
import type { RunOptions } from '../../../src/run/run-options.js';
import type { UserClass } from '../../../src/user/classes/check.js';
import { task } from '../../../src/user/tasks/task.js';
import { User } from '../../../src/user/user.js';
import { constant } from '../../../src/user/wait.js';
import { makeSample } from '../statistics/samples.js';

/** Reports a request without sending any, and ends the run after ten. */
export class Walker extends User {
  static override waitTime = constant(0.01);
  static requestName = '/walk';

  @task walk(): void {
    const { requestName } = this.constructor as typeof Walker;
    this.environment.events.request.fire(makeSample({ name: requestName }));
    if (this.environment.stats.total.numRequests >= 10) this.environment.runner?.quit();
  }
}

/** A walker that also runs `body` in each task. */
export function walkerThat(body: (user: Walker) => void): UserClass {
  return class Special extends Walker {
    @task override walk(): void {
      super.walk();
      body(this);
    }
  };
}

/** A log that discards its lines. */
export const quiet = () => {};

/** A log for `run()`, and its lines from INFO on. */
export function newLog(): { log: Pick<RunOptions, 'log' | 'loglevel'>; lines: string[] } {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line.replace(/^.*?\/(?=[A-Z]+\/)/, ''));
  return { log: { log, loglevel: 'INFO' }, lines };
}

/** Runs each task of a user class once, by one user without waits, and reports each request. */
import { Environment } from '../../core/environment.js';
import { events } from '../../core/events/global-events.js';
import type { Options } from '../../core/options/options.js';
import { failureText } from '../../stats/failures.js';
import type { Sample } from '../../stats/sample.js';
import { checkUserClass, type UserClass } from '../../user/classes/check.js';
import { messageWithHint } from '../../util/error.js';
import type { Log } from '../../util/log/log.js';
import { settlesWithin } from '../../util/loop/clock.js';
import { printableLine } from '../../util/text/printable.js';
import { runTasksInOrder } from './task-queue.js';

/** How long all tasks of a class may take together without `--run-time`, seconds. */
const defaultTimeoutSeconds = 60;

/** What went wrong, if anything did. */
export interface OnceResult {
  readonly requests: number;
  readonly failures: number;
  readonly exceptions: number;
  /** The limit that the tasks exceeded; null if all of them ended. */
  readonly timedOutAfterSeconds: number | null;
}

/** Tasks inside of task sets run, too. `write` gets a line for each request and exception. */
export async function runTasksOnce(
  userClass: UserClass,
  options: Options,
  log: Log,
  write: (line: string) => void,
): Promise<OnceResult> {
  checkUserClass(userClass);
  runTasksInOrder(userClass);
  const environment = new Environment({
    userClasses: [userClass],
    options: { ...options, iterations: null, iterationsPerUser: null },
    events,
    log,
  });
  const counts = { requests: 0, failures: 0, exceptions: 0 };
  const onRequest = events.request.addListener((sample) => {
    counts.requests++;
    if (sample.exception !== null) counts.failures++;
    write(requestLine(sample));
  });
  const onError = events.userError.addListener(({ exception }) => {
    counts.exceptions++;
    write(`  exception  ${printableLine(messageWithHint(exception).replace('\n', ' '))}`);
  });
  try {
    const limit = options.runTime ?? defaultTimeoutSeconds;
    const hasEnded = await runUser(userClass, environment, limit * 1000);
    return { ...counts, timedOutAfterSeconds: hasEnded ? null : limit };
  } finally {
    events.request.removeListener(onRequest);
    events.userError.removeListener(onError);
    environment.release();
  }
}

async function runUser(userClass: UserClass, environment: Environment, timeoutMs: number): Promise<boolean> {
  await events.init.fireAndWait({ environment, runner: null, webUi: null });
  await events.testStart.fireAndWait({ environment });
  const user = new userClass(environment);
  const ended = user.run();
  if (await settlesWithin(timeoutMs, ended)) return true;
  user.stop(true);
  return false;
}

function requestLine({ requestType, name, responseTime, exception }: Sample): string {
  const time = responseTime === null ? '' : `${Math.round(responseTime)} ms`;
  const failure = exception === null ? '' : `  ${failureText(exception)}`;
  return printableLine(`  ${requestType.padEnd(7)}${name.padEnd(50)} ${time.padStart(8)}${failure}`.trimEnd());
}

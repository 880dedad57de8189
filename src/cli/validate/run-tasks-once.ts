/** Runs each task of user classes once, by one user of each class without waits, and reports each request. */

import { Environment } from '../../core/environment.js';
import { events } from '../../core/events/global-events.js';
import { fireInit } from '../../core/fire-init.js';
import type { Options } from '../../core/options/options.js';
import { prepareClasses } from '../../core/prepare-classes.js';
import { traceRequests } from '../../report/trace.js';
import { expectStatuses } from '../../run/expect-statuses.js';
import { failureText } from '../../stats/failures.js';
import type { Sample } from '../../stats/sample.js';
import { checkUserClasses, type UserClass } from '../../user/classes/check.js';
import { overridesGetNextTask, tasksOf } from '../../user/tasks/task-list.js';
import { messageWithHint } from '../../util/error.js';
import type { Log } from '../../util/log/log.js';
import { settlesWithin, sleep } from '../../util/loop/clock.js';
import { printableLine } from '../../util/text/printable.js';
import { runTasksInOrder } from './task-queue.js';

/** What went wrong in a class, if anything did. */
export interface OnceResult {
  readonly requests: number;
  readonly failures: number;
  readonly exceptions: number;
  /** The limit that the tasks exceeded; null if all of them ended. */
  readonly timedOutAfterSeconds: number | null;
}

/** Of a class of which tags select no task: its users throw in a run, too. The reason is logged. */
const withoutTasks: OnceResult = { requests: 0, failures: 0, exceptions: 1, timedOutAfterSeconds: null };

/** What {@link runTasksOnce} needs besides the classes. */
export interface OnceContext {
  readonly options: Options;
  readonly log: Log;
  /** How long all tasks of a class may take together. */
  readonly timeoutSeconds: number;
  /** Gets a line for each request and exception. */
  readonly write: (line: string) => void;
  /** Called before and after the tasks of each class. */
  readonly onStart?: (userClass: UserClass) => void;
  readonly onEnd?: (userClass: UserClass, result: OnceResult) => void;
}

/**
 * Tasks inside of task sets run, too; tags select tasks, and classes that can have no users are left out. The classes share one
 * test, with the events of a run. Returns whether nothing went wrong, in a listener either.
 * @throws {TslocError} what is wrong with classes or options, `INIT_FAILED`
 */
export async function runTasksOnce(all: readonly UserClass[], context: OnceContext): Promise<boolean> {
  const { log } = context;
  const { userClasses, warnings } = checkUserClasses(all);
  for (const warning of warnings) log.logger('locust.user').warning(warning);
  const options = { ...context.options, iterations: null, iterationsPerUser: null };
  const environment = new Environment({ userClasses, options, events, log });
  const removeStatuses = expectStatuses(environment);
  try {
    let isSound = true;
    await startTest(environment);
    for (const userClass of userClasses) {
      context.onStart?.(userClass);
      const canRun = overridesGetNextTask(userClass) || tasksOf(userClass, environment).length > 0;
      const result = canRun ? await runClass(userClass, environment, context) : withoutTasks;
      context.onEnd?.(userClass, result);
      isSound &&= result.failures === 0 && result.exceptions === 0 && result.timedOutAfterSeconds === null;
    }
    await endTest(environment);
    const { unhandledError, stats } = environment;
    return isSound && !unhandledError && stats.numFailures === 0 && stats.exceptions.size === 0;
  } finally {
    removeStatuses();
    environment.release();
  }
}

async function startTest(environment: Environment): Promise<void> {
  await fireInit(environment);
  prepareClasses(environment);
  await events.testStart.fireAndWait({ environment });
}

/** Listeners undo what those of `testStart` and `init` did. */
async function endTest(environment: Environment): Promise<void> {
  await events.testStopping.fireAndWait({ environment });
  await events.testStop.fireAndWait({ environment });
  await events.quitting.fireAndWait({ environment }, true);
  await letErrorsArrive();
}

/** Lets errors arrive that no promise carries: they are thrown in a later event-loop tick. */
function letErrorsArrive(): Promise<void> {
  return sleep(1);
}

async function runClass(
  userClass: UserClass,
  environment: Environment,
  { options, timeoutSeconds, write }: OnceContext,
): Promise<OnceResult> {
  const counts = { requests: 0, failures: 0, exceptions: 0 };
  const trace = traceRequests(options, write);
  const onRequest = events.request.addListener((sample) => {
    counts.requests++;
    if (sample.exception !== null) counts.failures++;
    write(requestLine(sample));
    trace?.(sample);
  });
  const onError = events.userError.addListener(({ exception }) => {
    counts.exceptions++;
    write(`  exception  ${printableLine(messageWithHint(exception).replace('\n', ' '))}`);
  });
  try {
    const hasEnded = await runUser(userClass, environment, timeoutSeconds * 1000);
    await letErrorsArrive();
    return { ...counts, timedOutAfterSeconds: hasEnded ? null : timeoutSeconds };
  } finally {
    events.request.removeListener(onRequest);
    events.userError.removeListener(onError);
  }
}

async function runUser(userClass: UserClass, environment: Environment, timeoutMs: number): Promise<boolean> {
  const restore = runTasksInOrder(userClass, environment.parsedOptions);
  try {
    const user = new userClass(environment);
    const ended = user.run();
    if (await settlesWithin(timeoutMs, ended)) return true;
    user.stop(true);
    return false;
  } finally {
    restore(); // a class that extends this one has members of its own
  }
}

function requestLine({ requestType, name, responseTime, exception }: Sample): string {
  const time = responseTime === null ? '' : `${Math.round(responseTime)} ms`;
  const failure = exception === null ? '' : `  ${failureText(exception)}`;
  return printableLine(`  ${requestType.padEnd(7)}${name.padEnd(50)} ${time.padStart(8)}${failure}`.trimEnd());
}

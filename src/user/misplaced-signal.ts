/** Errors for control signals thrown where they have no meaning. */
import {
  InterruptTaskSet,
  isSignal,
  RescheduleTask,
  RescheduleTaskImmediately,
  StopTest,
  StopUser,
} from '../core/signals.js';
import { TslocError } from '../util/error.js';

/**
 * The error to report for an interrupt outside of a task set, or a reschedule signal outside of a task; it was thrown in
 * `activity`. Code `INTERRUPT_OUTSIDE_TASK_SET` or `RESCHEDULE_OUTSIDE_TASK`. Null for other signals, and for errors.
 */
export function misplacedSignalError(thrown: unknown, activity: string): TslocError | null {
  if (thrown instanceof InterruptTaskSet) {
    const message = `Expected interrupt() inside a task set, got it in ${activity} of a user.`;
    const hint = 'Throw StopUser to end the user, or RescheduleTask to end the task.';
    return new TslocError('INTERRUPT_OUTSIDE_TASK_SET', message, { hint });
  }
  if (thrown instanceof RescheduleTask || thrown instanceof RescheduleTaskImmediately) {
    const message = `Expected ${thrown.name} inside a task, got it in ${activity} of a user.`;
    const hint = 'Return to end the method, or throw StopUser to end the user.';
    return new TslocError('RESCHEDULE_OUTSIDE_TASK', message, { hint });
  }
  return null;
}

/** Which of two thrown values takes precedence: StopTest, then StopUser, then others; `second` if they are equal. */
export function strongerSignal(first: unknown, second: unknown): unknown {
  return rank(second) >= rank(first) ? second : first;
}

function rank(thrown: unknown): number {
  if (!isSignal(thrown)) return 0;
  return thrown instanceof StopTest ? 2 : Number(thrown instanceof StopUser);
}

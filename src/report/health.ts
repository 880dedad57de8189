/** Warns when this process is too busy to measure, has no more files, or makes reports that are too long to be read. */
import type { Reporter } from '../core/reporter.js';
import type { Snapshot } from '../core/snapshot.js';
import { ClockStepDetector } from '../util/loop/clock-steps.js';
import type { EventLoopUsage } from '../util/loop/event-loop-monitor.js';

/** From this utilization of the event loop on, responses wait before they are processed. */
const busyUtilization = 0.9;
/** Consecutive busy seconds before the warning. */
const busySeconds = 3;
/** Event-loop delay from which on something in this process blocks the others. */
const longDelayMs = 15;
/** Consecutive seconds with a long delay before the warning: another process may use the core for a moment. */
const delayedSeconds = 5;
/** More rows than this are probably not intended. */
const maxIntendedRows = 1_000;

/** Watches the event loop of this process, its clock, and the number of rows in the reports. */
export class HealthReporter implements Reporter {
  readonly name = 'health';
  readonly #readUsage: () => EventLoopUsage;
  readonly #warn: (message: string) => void;
  readonly #busy = new Streak(busySeconds);
  readonly #delayed = new Streak(delayedSeconds);
  readonly #clockSteps = new ClockStepDetector();
  #maxDelayMs = 0;
  readonly #given = new Set<string>();

  constructor(readUsage: () => EventLoopUsage, warn: (message: string) => void) {
    this.#readUsage = readUsage;
    this.#warn = warn;
  }

  tick({ stats }: Snapshot): void {
    this.#checkRows(stats);
    this.#checkFiles(stats);
    this.#checkClock();
    const { seconds, loopUtilization, loopDelay } = this.#readUsage();
    this.#maxDelayMs = Math.max(this.#maxDelayMs, loopDelay);
    const isBusy = loopUtilization >= busyUtilization;
    if (this.#busy.add(isBusy, seconds))
      this.#warn(
        'This process is over 90 % busy: response times may be too long, and fewer requests are sent than possible.',
      );
    if (this.#delayed.add(!isBusy && loopDelay >= longDelayMs, seconds))
      this.#warn(
        `The event loop is blocked for ${Math.round(loopDelay)} ms or more at a time: some response times are too long ` +
          'by as much. The cause may be a task that computes or waits without await, or another process.',
      );
  }

  end({ stats }: Snapshot): void {
    this.#checkFiles(stats);
    const delay = Math.round(this.#maxDelayMs);
    if (this.#busy.totalSeconds >= busySeconds)
      this.#warn(
        `This process was over 90 % busy for ${this.#busy.totalSeconds} s (event-loop delay up to ${delay} ms): ` +
          'response times may be too long.',
      );
    else if (this.#delayed.wasReached)
      this.#warn(
        `The event loop was blocked in ${this.#delayed.totalSeconds} s of the run, for up to ${delay} ms: ` +
          'some response times are too long.',
      );
  }

  #checkRows({ entries, failures, exceptions }: Snapshot['stats']): void {
    const cost = 'each takes memory and a row';
    if (entries.length > maxIntendedRows)
      this.#warnOnce(
        `Requests have over ${maxIntendedRows} different names, and ${cost}: ` +
          "give requests that belong together one name, such as { name: '/item/[id]' }.",
      );
    if (failures.length > maxIntendedRows)
      this.#warnOnce(
        `Requests fail with over ${maxIntendedRows} different texts, and ${cost}: ` +
          'use the same text for the same failure, without numbers and ids.',
      );
    if (exceptions.length > maxIntendedRows)
      this.#warnOnce(
        `Tasks threw at over ${maxIntendedRows} different places or with as many texts, and ${cost}: ` +
          'throw errors (new Error(…)), which are grouped by place.',
      );
  }

  #checkFiles({ failures, exceptions }: Snapshot['stats']): void {
    const isReached =
      failures.some(({ error }) => error.includes('Too many open files')) ||
      exceptions.some(({ message }) => message.includes('EMFILE'));
    if (isReached)
      this.#warnOnce(
        'This process may not open more files, and a connection is a file (EMFILE): requests fail that were never sent. ' +
          'Raise the limit with ulimit -n, to more than one for each user.',
      );
  }

  #checkClock(): void {
    const seconds = Math.round(this.#clockSteps.read());
    if (seconds === 0) return;
    const direction = seconds > 0 ? 'forward' : 'back';
    this.#warn(
      `The system clock was set ${direction} by ${Math.abs(seconds)} s, or the machine was suspended: rates and durations are ` +
        'not affected, and times in results continue those before.',
    );
  }

  #warnOnce(message: string): void {
    if (this.#given.has(message)) return;
    this.#given.add(message);
    this.#warn(message);
  }
}

/** Seconds with a problem. */
class Streak {
  totalSeconds = 0;
  /** Whether there were enough of them in a row. */
  wasReached = false;
  readonly #limitSeconds: number;
  #seconds = 0;

  constructor(limitSeconds: number) {
    this.#limitSeconds = limitSeconds;
  }

  /** True the first time that they are enough in a row. One reading of a blocked event loop may cover many seconds. */
  add(isProblem: boolean, seconds: number): boolean {
    this.#seconds = isProblem ? this.#seconds + Math.round(seconds) : 0;
    if (isProblem) this.totalSeconds += Math.round(seconds);
    if (this.#seconds < this.#limitSeconds || this.wasReached) return false;
    this.wasReached = true;
    return true;
  }
}

/** The options of `run()`, checked: a script may not be type-checked. */
import { locate } from '../analysis/scenarios/located.js';
import { workloadKind } from '../analysis/scenarios/workload-kind.js';
import type { TargetInput } from '../analysis/targets/read-target.js';
import { Events } from '../core/events/global-events.js';
import { badScriptOption, type ScriptOptions } from '../core/options/script-options.js';
import type { Reporter } from '../core/reporter.js';
import type { Judge } from '../core/results/judge.js';
import { LoadShape } from '../core/shape.js';
import type { BlockedEventLoop } from '../runner/watchdog/run-watchdog.js';
import type { UserClass } from '../user/classes/check.js';
import { User } from '../user/user.js';

/** Options of a run from a script or a test. */
export interface RunOptions extends ScriptOptions {
  readonly userClasses: readonly UserClass[];
  /** Determines the load instead of `users` and `spawnRate`. */
  readonly shape?: LoadShape;
  /** By default new ones; pass the global `events` to call the listeners of user files. */
  readonly events?: Events;
  readonly reporters?: readonly Reporter[];
  /** Decide on the exit code before failures and exceptions do. */
  readonly judges?: readonly Judge[];
  /** What must be true of the run: `['p95 < 500ms', 'error rate <= 1%']`. The result has their `judgement`. */
  readonly targets?: readonly TargetInput[];
  /** Ends the run gracefully when it is aborted. */
  readonly signal?: AbortSignal;
  /** Whether code that blocks the event loop is located on stderr after 5 s. True by default. */
  readonly watchdog?: boolean;
  /**
   * Called each second in which the event loop is still blocked, inside the blocking code, so it must be synchronous:
   * `({ isOverdue }) => { if (isOverdue) process.exit(2) }`. Without it, the process waits for the blocking code.
   */
  readonly onBlocked?: (blocked: BlockedEventLoop) => void;
}

/** Checks all but the simple {@link ScriptOptions}. @throws {TslocError} `BAD_OPTION`, `BAD_SCENARIO` for the workload */
export function checkRunOptions(given: RunOptions): void {
  const { userClasses, shape, events, reporters, judges, signal, workload } = Object(given) as Partial<RunOptions>;
  const list = 'userClasses to be a list of classes that extend User';
  if (!Array.isArray(userClasses)) throw badScriptOption(list, userClasses);
  const wrong = userClasses.findIndex((one) => typeof one !== 'function' || !(one.prototype instanceof User));
  if (wrong >= 0) throw badScriptOption(list, userClasses[wrong], hintAtOtherCopy(userClasses[wrong]));
  if (shape !== undefined && !(shape instanceof LoadShape)) {
    const hint = typeof shape === 'function' ? 'Pass an instance of the class: { shape: new …() }.' : undefined;
    throw badScriptOption('shape to be a LoadShape', shape, hint);
  }
  if (events !== undefined && !(events instanceof Events)) throw badScriptOption('events to be Events', events);
  if (reporters !== undefined && !isListOfObjects(reporters))
    throw badScriptOption('reporters to be a list of objects', reporters);
  if (judges !== undefined && !isListOfObjects(judges)) throw badScriptOption('judges to be a list of objects', judges);
  // Not by its class: a test runner that simulates a browser has another AbortSignal.
  if (signal !== undefined && typeof Object(signal).addEventListener !== 'function')
    throw badScriptOption('signal to be an AbortSignal', signal);
  if (typeof workload === 'object' && workload !== null)
    workloadKind.read(locate(workload, '', 'workload'), 'workload');
  checkWatchdogOptions(given);
}

function checkWatchdogOptions({ watchdog, onBlocked }: Partial<RunOptions>): void {
  if (watchdog !== undefined && typeof watchdog !== 'boolean')
    throw badScriptOption('watchdog to be true or false', watchdog);
  if (onBlocked !== undefined && typeof onBlocked !== 'function')
    throw badScriptOption('onBlocked to be a function', onBlocked);
}

/** A hint for a class whose file is CommonJS to Node: it extends the `User` of a copy that was loaded by `require`. */
function hintAtOtherCopy(value: unknown): string | undefined {
  if (typeof value !== 'function') return undefined;
  let base: unknown = Object.getPrototypeOf(value);
  while (typeof base === 'function' && base.name !== 'User') base = Object.getPrototypeOf(base);
  if (typeof base !== 'function') return undefined;
  return 'It extends the User of another copy of tsloc: set "type": "module" in package.json, so that require() loads none.';
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null);
}

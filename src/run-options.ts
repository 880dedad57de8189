/** What `run()` is told, looked over: nobody checks the types of a script. */
import { Events } from './core/global-events.js';
import type { Reporter } from './core/reporter.js';
import { badOption, type ScriptOptions } from './core/script-options.js';
import { LoadShape } from './core/shape.js';
import type { UserClass } from './user/check.js';
import { User } from './user/user.js';

/** What a run from a script or a test says. */
export interface RunOptions extends ScriptOptions {
  readonly userClasses: readonly UserClass[];
  /** Says how many users there are at any time, instead of `users` and `spawnRate`. */
  readonly shape?: LoadShape;
  /** Events of its own by default: give `events` for the listeners of user files to hear of this run. */
  readonly events?: Events;
  readonly reporters?: readonly Reporter[];
  /** Aborting it ends the run in order. */
  readonly signal?: AbortSignal;
}

/** Looks over all but the {@link ScriptOptions}. @throws {TslocError} `BAD_OPTION` */
export function checkRunOptions(given: RunOptions): void {
  const { userClasses, shape, events, reporters, signal } = Object(given) as Partial<RunOptions>;
  const list = 'userClasses to be a list of classes that extend User';
  if (!Array.isArray(userClasses)) throw badOption(list, userClasses);
  const stranger = userClasses.findIndex((one) => typeof one !== 'function' || !(one.prototype instanceof User));
  if (stranger >= 0) throw badOption(list, userClasses[stranger]);
  if (shape !== undefined && !(shape instanceof LoadShape)) {
    const hint = typeof shape === 'function' ? 'Make one of the class: { shape: new …() }.' : undefined;
    throw badOption('shape to be a LoadShape', shape, hint);
  }
  if (events !== undefined && !(events instanceof Events)) throw badOption('events to be Events', events);
  const areReporters = Array.isArray(reporters) && reporters.every((one) => typeof one === 'object' && one !== null);
  if (reporters !== undefined && !areReporters) throw badOption('reporters to be a list of objects', reporters);
  // Not by its class: a test runner that plays a browser has signals of its own.
  if (signal !== undefined && typeof Object(signal).addEventListener !== 'function')
    throw badOption('signal to be an AbortSignal', signal);
}

/** `run()`: runs user classes from a script or a test. */
import { Events } from '../core/events/global-events.js';
import { optionsOfScript } from '../core/options/script-options.js';
import type { RunResult } from '../core/results/run-result.js';
import { whileWatched } from '../runner/watchdog/run-watchdog.js';
import { Log } from '../util/log/log.js';
import { Run } from './run.js';
import { checkRunOptions, type RunOptions } from './run-options.js';
import { readScriptTargets } from './run-targets.js';

/**
 * Runs user classes in this process; resolves with the last snapshot and the exit code. Prints no tables.
 * @throws {TslocError} `BAD_OPTION`, `EVENTS_IN_USE`, and whatever prevents the start
 */
export async function run(given: RunOptions): Promise<RunResult> {
  checkRunOptions(given);
  const {
    userClasses,
    shape,
    events = new Events(),
    reporters = [],
    judges = [],
    signal,
    targets = [],
    watchdog = true,
    onBlocked,
    ...script
  } = given;
  const options = await optionsOfScript(script, events);
  const log = new Log(options.loglevel, script.log ?? ((line) => console.error(line)));
  const parts = { userClasses, options, events, log, reporters, judges, targets: readScriptTargets(targets) };
  const one = new Run(shape === undefined ? parts : { ...parts, shape });
  return whileWatched(one, { hasShape: shape !== undefined, onBlocked, isOn: watchdog }, () => one.execute(signal));
}

/** Whether a run draws the live view or prints Locust's tables. */
import type { Options } from '../../core/options/options.js';
import type { Variables } from '../options/environment-variables.js';

/** True on a terminal, unless options or variables ask for plain output. */
export function showsLiveView(isTerminal: boolean, options: Options, env: Variables): boolean {
  const { printStats, plain, onlySummary, skipLogSetup, jsonLogs } = options;
  if (!isTerminal || printStats || plain || onlySummary || skipLogSetup || jsonLogs) return false;
  return env.TERM !== 'dumb' && !env.CI && !env.NO_COLOR;
}

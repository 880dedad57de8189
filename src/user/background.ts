/** Work that a user does concurrently with its tasks. */
import { checkMethodOptions } from '../util/method-options.js';
import { oneOf, optional, type Rules } from '../util/rules.js';

/** Options of `background`. */
export interface BackgroundOptions {
  /**
   * When the signal passed to the work is aborted. `'end'`, the default: when the user has ended, or before `onStop` if it is
   * stopped while it waits or in the middle of a task. `'onStopDone'`: after `onStop`, for work that `onStop` still needs.
   */
  readonly until?: 'end' | 'onStopDone';
}

const rules: Rules<keyof BackgroundOptions> = { until: optional(oneOf(['end', 'onStopDone'])) };

/** @throws {TslocError} `BAD_OPTION` */
export function checkBackgroundOptions(options: BackgroundOptions): void {
  checkMethodOptions('background()', options, rules);
}

/** Work that ends when its signal is aborted. */
export type BackgroundFunction = (signal: AbortSignal) => Promise<unknown>;

/** Starts `work`. Ignores what it throws once `signal` is aborted: the abort may have caused it. */
export function runInBackground(
  work: BackgroundFunction,
  signal: AbortSignal,
  onThrown: (thrown: unknown) => void,
): void {
  const start = async () => work(signal);
  start().catch((thrown: unknown) => {
    if (!signal.aborted) onThrown(thrown);
  });
}

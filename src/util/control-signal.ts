/** What marks the signals that steer a user: whatever stands between them and the user's loop lets them pass. */

/** The same in every installed copy of tsloc. */
export const controlSignalBrand = Symbol.for('tsloc.signal');

/** True for what a task throws to steer its user; also for that of another installed copy of tsloc. Never throws. */
export function isSignal(thrown: unknown): boolean {
  try {
    return typeof thrown === 'object' && thrown !== null && controlSignalBrand in thrown;
  } catch {
    return false; // a proxy that refuses to be looked at
  }
}

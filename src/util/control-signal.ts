/** The brand of control signals, such as StopUser: code between a task and the task loop must not catch them. */

/** The same symbol in each installed copy of tsloc. */
export const controlSignalBrand = Symbol.for('tsloc.signal');

/** True for a control signal of any installed copy of tsloc. Never throws. */
export function isSignal(thrown: unknown): boolean {
  try {
    return typeof thrown === 'object' && thrown !== null && controlSignalBrand in thrown;
  } catch {
    return false; // a proxy whose traps throw
  }
}

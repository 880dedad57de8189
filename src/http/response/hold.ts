/** Who holds a response whose request is not reported yet: the end of a task settles those that nobody holds. */

/** One for each response that can be held. */
export class Hold {
  /** Whether a block holds the response; the end of the block reports the request. */
  isInBlock = false;
  /** Whether the caller has the response: before that, the task that ends may be another one. */
  isHandedOver = false;
}

/** The hold of a response. A symbol: users see the response. */
export const held: unique symbol = Symbol('held');

/** A response; null if its request was reported when it was made. */
export interface Held {
  readonly [held]: Hold | null;
}

/** Keeps the response from its caller until {@link handOver}. */
export function withhold({ [held]: hold }: Held): void {
  if (hold !== null) hold.isHandedOver = false;
}

/** Marks a response just before the continuation of its caller, whose promise must be resolved directly afterwards. */
export function handOver({ [held]: hold }: Held): void {
  if (hold === null) return;
  hold.isHandedOver = false;
  Promise.resolve(hold).then(markHandedOver);
}

function markHandedOver(hold: Hold): void {
  hold.isHandedOver = true;
}

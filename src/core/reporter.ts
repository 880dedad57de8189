/** Somebody who is told how a run goes. */
import type { Snapshot } from './snapshot.js';

/** Told at the start, once a second, and at the end. May throw: that is logged, and harms nobody else. */
export interface Reporter {
  /** For the message when it throws. */
  readonly name: string;
  start?(snapshot: Snapshot): void;
  tick?(snapshot: Snapshot): void;
  /** The last one, also after an early end; synchronous, so that a second Ctrl-C still gets it done. */
  end?(snapshot: Snapshot): void;
}

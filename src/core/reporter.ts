/** The contract of a reporter: it gets snapshots of a run. */
import type { Snapshot } from './snapshot.js';

/** Called at the start, once a second, and at the end. What it throws is logged, and does not affect other reporters. */
export interface Reporter {
  /** For the message when it throws. */
  readonly name: string;
  start?(snapshot: Snapshot): void;
  tick?(snapshot: Snapshot): void;
  /** The last call, also after an early end; synchronous, so that it completes after a second Ctrl-C too. */
  end?(snapshot: Snapshot): void;
}

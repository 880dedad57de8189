/** The final output of the command: the tables, and below them what CI shows. */

import type { Judgement } from '../../core/results/target-result.js';
import type { Snapshot } from '../../core/snapshot.js';
import { type ConsoleOptions, ConsoleReporter } from '../../report/console.js';

/** Prints lines for a CI system. */
export type Annotate = (snapshot: Snapshot, judgement: Judgement) => void;

/** Prints tables in Locust's layout, and annotations. */
export class CommandConsole extends ConsoleReporter {
  readonly #annotate: Annotate;

  constructor(options: ConsoleOptions, annotate: Annotate) {
    super(options);
    this.#annotate = annotate;
  }

  override printFinal(snapshot: Snapshot, judgement?: Judgement): void {
    super.printFinal(snapshot, judgement);
    if (judgement !== undefined) this.#annotate(snapshot, judgement);
  }
}

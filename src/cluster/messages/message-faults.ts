/** Counts invalid messages: a warning for the 1st, 10th, 100th and so on. They have no other effect. */
import type { Logger } from '../../util/log.js';

const maxReasonLength = 300;

/** One for each node. */
export class MessageFaults {
  readonly #logger: Logger;
  #count = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** `sender` is null where it is not known, or there is only one. */
  count(sender: string | null, reason: string): void {
    this.#count++;
    if (!Number.isInteger(Math.log10(this.#count))) return;
    const line = (text: string) => text.slice(0, maxReasonLength).replace(/\s+/g, ' ').trim();
    const from = sender === null ? '' : ` from ${line(sender)}`;
    const number = this.#count === 1 ? '' : `${this.#count} so far; the last one: `;
    this.#logger.warning(`A wrong message${from} was ignored (${number}${line(reason)}).`);
  }
}

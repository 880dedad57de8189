/** Counts invalid messages and refused connections: a warning for the 1st, 10th, 100th and so on. */
import type { Logger } from '../../util/log/log.js';
import { isLogged } from '../../util/log/repeats.js';
import { oneLine } from '../../util/text/one-line.js';

const maxLength = 300;

/** One for each node. */
export class MessageFaults {
  readonly #logger: Logger;
  #messageCount = 0;
  #connectionCount = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** `sender` is null where it is not known, or there is only one. */
  count(sender: string | null, reason: string, isConnectionRefused = false): void {
    const from = sender === null ? '' : ` from ${oneLine(sender, maxLength)}`;
    if (isConnectionRefused) this.#warn('A connection was refused', ++this.#connectionCount, reason);
    else this.#warn(`A wrong message${from} was ignored`, ++this.#messageCount, reason);
  }

  #warn(text: string, count: number, reason: string): void {
    if (!isLogged(count)) return;
    const number = count === 1 ? '' : `${count} so far; the last one: `;
    this.#logger.warning(`${text} (${number}${oneLine(reason, maxLength)}).`);
  }
}

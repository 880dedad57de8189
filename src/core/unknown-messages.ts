/** Custom messages of types that have no listener: a warning for the 1st, 10th, 100th and so on, and for each new type. */
import type { Logger } from '../util/log/log.js';
import { isLogged } from '../util/log/repeats.js';
import { oneLine } from '../util/text/one-line.js';

const maxSenderLength = 300;
const maxTypeLength = 50;
/** Types that are logged by name, each once; further ones only count. */
const maxNamedTypes = 20;

/** One for each node. */
export class UnknownMessages {
  readonly #logger: Logger;
  #count = 0;
  readonly #namedTypes = new Set<string>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Counts a message; `worker` is the id of its sender, on a master. */
  count(type: string, worker: string | null = null): void {
    const shown = oneLine(type, maxTypeLength);
    const isNew = !this.#namedTypes.has(shown) && this.#namedTypes.size < maxNamedTypes;
    if (isNew) this.#namedTypes.add(shown);
    if (!isLogged(++this.#count) && !isNew) return;
    const from = worker === null ? '' : ` from worker ${oneLine(worker, maxSenderLength)}`;
    const number = this.#count === 1 ? '' : ` (${this.#count} messages of unknown types so far)`;
    this.#logger.warning(`Unknown message type received${from}: ${shown}${number}`);
  }
}

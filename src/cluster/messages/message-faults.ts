/** Counts invalid and unknown messages and refused connections: a warning for the 1st, 10th, 100th and so on. */
import type { Logger } from '../../util/log/log.js';

const maxReasonLength = 300;
const maxTypeLength = 50;
/** Unknown types that are logged by name, each once; further ones only count. */
const maxNamedTypes = 20;

/** One for each node. */
export class MessageFaults {
  readonly #logger: Logger;
  #messageCount = 0;
  #connectionCount = 0;
  #unknownCount = 0;
  readonly #namedTypes = new Set<string>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** `sender` is null where it is not known, or there is only one. */
  count(sender: string | null, reason: string, isConnectionRefused = false): void {
    const from = sender === null ? '' : ` from ${oneLine(sender)}`;
    if (isConnectionRefused) this.#warn('A connection was refused', ++this.#connectionCount, reason);
    else this.#warn(`A wrong message${from} was ignored`, ++this.#messageCount, reason);
  }

  /** A message of a type that has no listener: each type is named once. `sender` as above. */
  countUnknown(sender: string | null, type: string): void {
    const shown = oneLine(type.slice(0, maxTypeLength));
    const isNew = !this.#namedTypes.has(shown) && this.#namedTypes.size < maxNamedTypes;
    if (isNew) this.#namedTypes.add(shown);
    if (!isPowerOfTen(++this.#unknownCount) && !isNew) return;
    const from = sender === null ? '' : ` from worker ${oneLine(sender)}`;
    const number = this.#unknownCount === 1 ? '' : ` (${this.#unknownCount} messages of unknown types so far)`;
    this.#logger.warning(`Unknown message type received${from}: ${shown}${number}`);
  }

  #warn(text: string, count: number, reason: string): void {
    if (!isPowerOfTen(count)) return;
    const number = count === 1 ? '' : `${count} so far; the last one: `;
    this.#logger.warning(`${text} (${number}${oneLine(reason)}).`);
  }
}

function isPowerOfTen(count: number): boolean {
  return Number.isInteger(Math.log10(count));
}

function oneLine(text: string): string {
  return text.slice(0, maxReasonLength).replace(/\s+/g, ' ').trim();
}

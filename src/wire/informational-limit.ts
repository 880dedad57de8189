/** How many informational responses (1xx) may precede a response: more would keep a request waiting for ever. */
import { WireError } from './wire-error.js';

/** The limit of every transport. */
export const maxInformationalResponses = 100;

/** The text of the error, for every transport. */
export const informationalMessage = `Expected at most ${maxInformationalResponses} informational responses.`;

/** Counts those of one request after another. */
export class InformationalCounter {
  #count = 0;

  reset(): void {
    this.#count = 0;
  }

  /** The error for one too many; null otherwise. `status` may be any. */
  add(status: number): WireError | null {
    if (status >= 200 || ++this.#count <= maxInformationalResponses) return null;
    return new WireError('malformed-response', informationalMessage);
  }
}

/** How many informational responses (1xx) may precede a response: more would keep a request waiting forever. */
import { WireError } from './wire-error.js';

/** The limit of every transport. */
export const maxInformationalResponses = 100;

/** The text of the error, for every transport. */
export const informationalMessage = `Expected at most ${maxInformationalResponses} informational responses.`;

/** Counts the informational responses to one request at a time. */
export class InformationalCounter {
  #count = 0;

  reset(): void {
    this.#count = 0;
  }

  /** Counts a response, if `status` is informational. Returns the error for one beyond the limit; null otherwise. */
  add(status: number): WireError | null {
    if (status >= 200 || ++this.#count <= maxInformationalResponses) return null;
    return new WireError('malformed-response', informationalMessage);
  }
}

/** Messages of a test's own between its nodes; in one process they arrive at once. */
import { TslocError } from '../util/error.js';

/** One message. */
export interface Message {
  readonly type: string;
  readonly data: unknown;
  /** Who sent it; `local` in one process. */
  readonly nodeId: string;
}

/** Is told the messages of a type. */
export type MessageListener<E> = (argument: { readonly environment: E; readonly message: Message }) => unknown;

/** Listeners by type of message. */
export class Messages<E> {
  readonly #listeners = new Map<string, MessageListener<E>>();

  /** @throws {TslocError} `MESSAGE_TAKEN` if the type has a listener */
  register(type: string, listener: MessageListener<E>): void {
    if (this.#listeners.has(type)) {
      throw new TslocError('MESSAGE_TAKEN', `Expected one listener for messages '${type}', got a second one.`);
    }
    this.#listeners.set(type, listener);
  }

  /** Hands a message to its listener, if there is one; resolves when that is done. */
  async deliver(environment: E, message: Message): Promise<void> {
    await this.#listeners.get(message.type)?.({ environment, message });
  }
}

/** Custom messages between the nodes of a test; in one process they are delivered at once. */
import { TslocError } from '../util/error.js';
import { checkListener } from './events/check-listener.js';
import type { HookOwner } from './events/hook.js';

/** One message. */
export interface Message {
  readonly type: string;
  readonly data: unknown;
  /** The node that sent it; `local` in one process. */
  readonly nodeId: string;
}

/** Gets the messages of one type. */
export type MessageListener<E> = (argument: { readonly environment: E; readonly message: Message }) => unknown;

/** Sends a message to other nodes: from a worker to its master, from a master to the worker of that id, or to all of them. */
export type SendMessage = (type: string, data: unknown, clientId?: string) => void;

/** Where what a listener throws is reported. */
interface ErrorReports {
  readonly events: Pick<HookOwner, 'onListenerError'>;
}

/** One listener for each type of message. */
export class Messages<E> {
  readonly #listeners = new Map<string, MessageListener<E>>();

  /** @throws {TslocError} `DUPLICATE_LISTENER` if the type has a listener; `UNKNOWN_NAME` */
  register(type: string, listener: MessageListener<E>): void {
    checkListener('registerMessage', listener);
    if (this.#listeners.has(type)) {
      throw new TslocError('DUPLICATE_LISTENER', `Expected one listener for messages '${type}', got a second one.`);
    }
    this.#listeners.set(type, listener);
  }

  /** Calls the listener of the type, and reports what it throws to the environment; false if the type has none. */
  receive(environment: E & ErrorReports, message: Message): boolean {
    this.deliver(environment, message).catch((thrown: unknown) => {
      environment.events.onListenerError('message', { name: message.type }, thrown);
    });
    return this.#listeners.has(message.type);
  }

  /** Calls the listener of the type, if there is one; resolves when it has finished. */
  async deliver(environment: E, message: Message): Promise<void> {
    await this.#listeners.get(message.type)?.({ environment, message });
  }
}

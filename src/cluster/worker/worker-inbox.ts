/** What a worker gets from its master: held back until the worker is prepared, then each message to its handler, in order. */
import { UnknownMessages } from '../../core/unknown-messages.js';
import { messageOf } from '../../util/error.js';
import type { Logger } from '../../util/log/log.js';
import type { ClusterMessage } from '../messages/message.js';
import { MessageFaults } from '../messages/message-faults.js';

const maxEarlyMessages = 10_000;
const maxShownType = 50;
const answers: ReadonlySet<string> = new Set(['ack', 'heartbeat']);

/** A `quit` with `tsloc` is for a worker that had another master. */
function isEnd({ type, data }: ClusterMessage): boolean {
  return type === 'stop' || (type === 'quit' && !Object.hasOwn(Object(data), 'tsloc'));
}

/** Where messages go. */
export interface InboxParts {
  /** By type. One that throws affects only its message. */
  readonly handlers: ReadonlyMap<string, (data: unknown) => void>;
  /** Handles messages of other types; false if there is no listener for it. */
  readonly receiveCustom: (message: ClusterMessage) => boolean;
  readonly logger: Logger;
}

/** One for each worker. */
export class WorkerInbox {
  readonly #parts: InboxParts;
  readonly #faults: MessageFaults;
  readonly #unknown: UnknownMessages;
  /** Messages that came before the worker was prepared; null from then on. */
  #early: ClusterMessage[] | null = [];

  constructor(parts: InboxParts) {
    this.#parts = parts;
    this.#faults = new MessageFaults(parts.logger);
    this.#unknown = new UnknownMessages(parts.logger);
  }

  /** A message has arrived. Answers (`ack`, `heartbeat`) and the end of a test are always handled at once. */
  receive(message: ClusterMessage): void {
    const endsTest = isEnd(message);
    if (endsTest) this.#early = this.#early?.filter(({ type }) => type !== 'spawn') ?? null;
    if (endsTest || answers.has(message.type) || this.#early === null) this.#handle(message);
    else if (this.#early.length < maxEarlyMessages) this.#early.push(message);
  }

  /** Bytes that are not a message, or a connection that was refused. */
  reject(reason: string, isConnectionRefused?: boolean): void {
    this.#faults.count(null, reason, isConnectionRefused);
  }

  /** The worker is prepared: handles what was held back. */
  open(): void {
    for (const message of this.#early?.splice(0) ?? []) this.#handle(message);
    this.#early = null;
  }

  #handle(message: ClusterMessage): void {
    const { type, data } = message;
    try {
      const handle = this.#parts.handlers.get(type);
      if (handle !== undefined) handle(data);
      else if (!this.#parts.receiveCustom(message)) this.#unknown.count(type);
    } catch (thrown) {
      this.#faults.count(null, `${String(type).slice(0, maxShownType)}: ${messageOf(thrown)}`);
    }
  }
}

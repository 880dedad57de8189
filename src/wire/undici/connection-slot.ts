/** One connection of a user, and how many of its requests are under way there. */
import type { Socket } from 'node:net';
import { ConnectTimes } from '../connect-times.js';
import type { RequestSlot, ResponseHandler } from '../transport.js';

/** What a line sends over: one connection, made anew when it is lost. */
export interface Dispatcher<R> {
  dispatch(request: R, handler: ResponseHandler): unknown;
  /** Requests under way fail with `reason`. */
  destroy(reason: Error, done: () => void): unknown;
}

/** Counts the requests on a wire; when one of them is over, those that wait for a free line get their turn. */
export class ConnectionSlot<R> implements RequestSlot {
  /** How many requests the wire carries at once: 1, unless it speaks HTTP/2. */
  capacity = 1;
  /** True until it is known which version of HTTP the wire speaks. */
  isNegotiating = false;
  /** Where requests go that come while this line is busy; null until one has. */
  pool: SlotPool<R> | null = null;
  readonly #wire: Dispatcher<R>;
  #running = 0;
  #latest: ResponseHandler | null = null;

  constructor(wire: Dispatcher<R>) {
    this.#wire = wire;
  }

  get isFree(): boolean {
    return this.#running < this.capacity;
  }

  /** False between requests. */
  get isBusy(): boolean {
    return this.#running > 0;
  }

  send(request: R, handler: ResponseHandler): void {
    handler.slot = this;
    this.#latest = handler;
    this.#running++;
    this.#wire.dispatch(request, handler);
  }

  release(): void {
    this.#latest = null;
    this.#running--;
    if (this.pool !== null) this.pool.sendWaiting(this);
  }

  /** Tells the request that waits for `socket`, which has just been told to connect, if it wants to know. */
  onOpening(socket: Socket): void {
    this.#latest?.onOpening?.(new ConnectTimes(socket));
  }

  destroy(reason: Error): void {
    this.#wire.destroy(reason, ignore);
  }
}

/** The lines of a user to one origin whose requests have overlapped. */
export class SlotPool<R> {
  readonly #lines: ConnectionSlot<R>[];
  readonly #limit: number;
  readonly #open: () => ConnectionSlot<R>;
  #waiting: Waiting<R>[] = [];

  /** `first` is there already; `open` makes others, until there are `limit`. */
  constructor(first: ConnectionSlot<R>, limit: number, open: () => ConnectionSlot<R>) {
    this.#lines = [first];
    this.#limit = limit;
    this.#open = open;
    first.pool = this;
  }

  /** Sends by a line that is free, else by a new one, else as soon as one is free: first come, first served. */
  send(prepare: () => R, handler: ResponseHandler): void {
    const line = this.#lines.find((one) => one.isFree) ?? this.#another();
    if (line === null) this.#waiting.push({ prepare, handler });
    else line.send(prepare(), handler);
  }

  /** Gives a line that has become free to those that wait; a line whose protocol is now known, too. */
  sendWaiting(line: ConnectionSlot<R>): void {
    while (this.#waiting.length > 0 && line.isFree) this.#sendFirst(line);
    for (let next = this.#nextLine(); next !== null; next = this.#nextLine()) this.#sendFirst(next);
  }

  /** Drops every line but the first, whose owner drops it. */
  destroy(reason: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const line of this.#lines.slice(1)) line.destroy(reason);
    for (const { handler } of waiting) handler.onError(reason);
  }

  #sendFirst(line: ConnectionSlot<R>): void {
    const { prepare, handler } = this.#waiting.shift() as Waiting<R>;
    line.send(prepare(), handler);
  }

  #nextLine(): ConnectionSlot<R> | null {
    return this.#waiting.length > 0 ? this.#another() : null;
  }

  #another(): ConnectionSlot<R> | null {
    // While the first connection is being made, nobody knows whether it will carry everything.
    if (this.#lines.length >= this.#limit || this.#lines.some((line) => line.isNegotiating)) return null;
    const line = this.#open();
    line.pool = this;
    this.#lines.push(line);
    return line;
  }
}

interface Waiting<R> {
  /** Called once, when it is its turn: a body that is opened must also be sent. */
  readonly prepare: () => R;
  readonly handler: ResponseHandler;
}

function ignore(): void {}

/** One connection of a user with its pending requests, and a pool of such slots for requests that overlap. */
import type { Socket } from 'node:net';
import { ConnectTimes } from '../connect-times.js';
import type { RequestSlot, ResponseHandler } from '../transport.js';

/** Sends requests over one connection, which it opens again when it is lost. */
export interface Dispatcher<R> {
  dispatch(request: R, handler: ResponseHandler): unknown;
  /** Pending requests fail with `reason`. */
  destroy(reason: Error, done: () => void): unknown;
}

/** Counts the pending requests of a dispatcher; each that ends lets a waiting one start. */
export class ConnectionSlot<R> implements RequestSlot {
  /** The most concurrent requests: 1, unless the connection speaks HTTP/2. */
  capacity = 1;
  /** Whether the HTTP version of the connection is not known yet. */
  isNegotiating = false;
  /** Takes requests while this slot is full; null until the first such request. */
  pool: SlotPool<R> | null = null;
  readonly #dispatcher: Dispatcher<R>;
  #pendingCount = 0;
  #latest: ResponseHandler | null = null;

  constructor(dispatcher: Dispatcher<R>) {
    this.#dispatcher = dispatcher;
  }

  get isFree(): boolean {
    return this.#pendingCount < this.capacity;
  }

  /** False between requests. */
  get isBusy(): boolean {
    return this.#pendingCount > 0;
  }

  send(request: R, handler: ResponseHandler): void {
    handler.slot = this;
    this.#latest = handler;
    this.#pendingCount++;
    this.#dispatcher.dispatch(request, handler);
  }

  release(): void {
    this.#latest = null;
    this.#pendingCount--;
    if (this.pool !== null) this.pool.sendWaiting(this);
  }

  /** Tells the pending request that `socket` has begun to connect, if it has a listener for that. */
  onOpening(socket: Socket): void {
    this.#latest?.onOpening?.(new ConnectTimes(socket));
  }

  destroy(reason: Error): void {
    this.#dispatcher.destroy(reason, ignore);
  }
}

/** The slots of a user for one origin, and the requests that wait for one. */
export class SlotPool<R> {
  readonly #slots: ConnectionSlot<R>[];
  readonly #maxSlots: number;
  readonly #open: () => ConnectionSlot<R>;
  #waiting: WaitingRequest<R>[] = [];

  /** `first` exists already; `open` creates others, up to `maxSlots` in all. */
  constructor(first: ConnectionSlot<R>, maxSlots: number, open: () => ConnectionSlot<R>) {
    this.#slots = [first];
    this.#maxSlots = maxSlots;
    this.#open = open;
    first.pool = this;
  }

  /** Sends on a free slot, else on a new one, else as soon as one is free, in order. */
  send(prepare: () => R, handler: ResponseHandler): void {
    const slot = this.#slots.find((one) => one.isFree) ?? this.#add();
    if (slot === null) this.#waiting.push({ prepare, handler });
    else slot.send(prepare(), handler);
  }

  /** Sends waiting requests on a slot that has become free, or whose protocol has become known. */
  sendWaiting(slot: ConnectionSlot<R>): void {
    while (this.#waiting.length > 0 && slot.isFree) this.#sendFirst(slot);
    for (let next = this.#addForWaiting(); next !== null; next = this.#addForWaiting()) this.#sendFirst(next);
  }

  /** Destroys all slots but the first, which belongs to the caller. */
  destroy(reason: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const slot of this.#slots.slice(1)) slot.destroy(reason);
    for (const { handler } of waiting) handler.onError(reason);
  }

  #sendFirst(slot: ConnectionSlot<R>): void {
    const { prepare, handler } = this.#waiting.shift() as WaitingRequest<R>;
    slot.send(prepare(), handler);
  }

  #addForWaiting(): ConnectionSlot<R> | null {
    return this.#waiting.length > 0 ? this.#add() : null;
  }

  #add(): ConnectionSlot<R> | null {
    // While the first connection is negotiating, it may turn out to carry all requests.
    if (this.#slots.length >= this.#maxSlots || this.#slots.some((slot) => slot.isNegotiating)) return null;
    const slot = this.#open();
    slot.pool = this;
    this.#slots.push(slot);
    return slot;
  }
}

interface WaitingRequest<R> {
  /** Called once, when the request is sent: a body stream that is opened must also be sent. */
  readonly prepare: () => R;
  readonly handler: ResponseHandler;
}

function ignore(): void {}

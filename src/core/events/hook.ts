/** One event: calls its listeners in order; a listener that throws or hangs does not keep the others from being called. */

import { rejectLocustNames } from '../../util/locust-names.js';
import { isSignal } from '../signals.js';
import { checkListener } from './check-listener.js';
import { settleWithinLimit } from './listener-limit.js';

/** Gets the one argument object of the event; its result is awaited for some events. */
export type Listener<T> = (argument: T) => unknown;

/** Called with what a listener threw. */
export type ListenerErrorHandler = (event: string, listener: { readonly name: string }, thrown: unknown) => void;

/** Adds a listener of tsloc itself before all others. A symbol, since test authors do not call it. */
export const prependInternal: unique symbol = Symbol('prependInternal');

/** What the hooks of a run share. */
export interface HookOwner {
  readonly onListenerError: ListenerErrorHandler;
  /** Called once for each awaited listener that has not finished in time. */
  readonly onSlowListener: (event: string, listener: Listener<never>) => void;
  /** Once aborted, listeners that are not finished in time are no longer awaited; null awaits them for as long as it takes. */
  readonly interruption: AbortSignal | null;
}

/** Listeners of one event. Firing costs a loop over an array; without listeners, nothing. */
export class Hook<T> {
  readonly name: string;
  readonly #owner: HookOwner;
  readonly #passesSignals: boolean;
  #listeners: Listener<T>[] = [];
  readonly #internal = new WeakSet<Listener<T>>();

  /** `passesSignals`: fired in a task of a user, which a listener may end with a signal; elsewhere a signal is an error. */
  constructor(name: string, owner: HookOwner, passesSignals = false) {
    this.name = name;
    this.#owner = owner;
    this.#passesSignals = passesSignals;
  }

  /** Adds a listener at the end, and returns it. @throws {TslocError} `UNKNOWN_NAME` */
  addListener<L extends Listener<T>>(listener: L): L {
    checkListener(this.name, listener);
    this.#listeners = [...this.#listeners, listener];
    return listener;
  }

  /** Adds a listener before all others: for code that must run first. @throws {TslocError} `UNKNOWN_NAME` */
  prependListener<L extends Listener<T>>(listener: L): L {
    checkListener(this.name, listener);
    this.#listeners = [listener, ...this.#listeners];
    return listener;
  }

  /** As {@link prependListener}, for a listener of tsloc itself, which does not count in {@link hasListeners}. */
  [prependInternal]<L extends Listener<T>>(listener: L): L {
    this.#internal.add(listener);
    return this.prependListener(listener);
  }

  /** Whether the test has added a listener. */
  get hasListeners(): boolean {
    return this.#listeners.some((listener) => !this.#internal.has(listener));
  }

  /** Removes a listener; one that was never added is ignored. */
  removeListener(listener: Listener<T>): void {
    this.#listeners = this.#listeners.filter((known) => known !== listener);
    this.#internal.delete(listener);
  }

  /**
   * Calls every listener, in order; does not wait for asynchronous ones.
   * @throws the first signal that controls a user, such as StopUser, after all have been called, if the hook passes signals
   */
  fire(argument: T): void {
    const listeners = this.#listeners;
    let signal: unknown = null;
    for (let i = 0; i < listeners.length; i++) {
      const listener = listeners[i] as Listener<T>;
      try {
        const result = listener(argument);
        if (result instanceof Promise) result.catch((thrown: unknown) => this.#fail(listener, thrown));
      } catch (thrown) {
        if (this.#passesSignals && isSignal(thrown)) signal ??= thrown;
        else this.#fail(listener, thrown);
      }
    }
    if (signal !== null) throw signal;
  }

  /** Calls every listener, in order (`reversed`: last added first), each after the one before it has finished. */
  async fireAndWait(argument: T, reversed = false): Promise<void> {
    const listeners = reversed ? this.#listeners.toReversed() : this.#listeners;
    for (const listener of listeners) {
      let result: unknown;
      try {
        result = listener(argument);
      } catch (thrown) {
        this.#fail(listener, thrown);
      }
      if (isThenable(result)) await this.#await(listener, result);
    }
  }

  async #await(listener: Listener<T>, result: PromiseLike<unknown>): Promise<void> {
    const settled = Promise.resolve(result).catch((thrown: unknown) => this.#fail(listener, thrown));
    await settleWithinLimit(settled, this.#owner.interruption, () => this.#owner.onSlowListener(this.name, listener));
  }

  #fail(listener: Listener<T>, thrown: unknown): void {
    this.#owner.onListenerError(this.name, listener, thrown);
  }
}

rejectLocustNames(Hook.prototype, 'event');

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

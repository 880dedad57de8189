/** One event: listeners in order, each shielded from the others. */
import { isSignal } from './signals.js';

/** Is told the one argument object of the event; what it returns is awaited where the event says so. */
export type Listener<T> = (argument: T) => unknown;

/** Called with what a listener threw. */
export type ListenerErrorHandler = (event: string, listener: Listener<never>, thrown: unknown) => void;

/** Listeners of one event. Firing costs a loop over an array; without listeners, nothing. */
export class Hook<T> {
  readonly name: string;
  readonly #onError: ListenerErrorHandler;
  #listeners: Listener<T>[] = [];

  constructor(name: string, onError: ListenerErrorHandler) {
    this.name = name;
    this.#onError = onError;
  }

  /** Adds a listener at the end, and returns it. */
  addListener<L extends Listener<T>>(listener: L): L {
    this.#listeners = [...this.#listeners, listener];
    return listener;
  }

  /** Adds a listener before all others: for what must see an event first. */
  prependListener<L extends Listener<T>>(listener: L): L {
    this.#listeners = [listener, ...this.#listeners];
    return listener;
  }

  /** Removes a listener; one that was never added is ignored. */
  removeListener(listener: Listener<T>): void {
    this.#listeners = this.#listeners.filter((known) => known !== listener);
  }

  /**
   * Calls every listener, in order; does not wait for asynchronous ones.
   * @throws only the signals that steer a user, such as StopUser
   */
  fire(argument: T): void {
    const listeners = this.#listeners;
    for (let i = 0; i < listeners.length; i++) {
      const listener = listeners[i] as Listener<T>;
      try {
        const result = listener(argument);
        if (result instanceof Promise) result.catch((thrown: unknown) => this.#onError(this.name, listener, thrown));
      } catch (thrown) {
        if (isSignal(thrown)) throw thrown;
        this.#onError(this.name, listener, thrown);
      }
    }
  }

  /** Calls every listener, in order (`reversed`: last added first), each after the one before it has finished. */
  async fireAndWait(argument: T, reversed = false): Promise<void> {
    const listeners = reversed ? this.#listeners.toReversed() : this.#listeners;
    for (const listener of listeners) {
      try {
        await listener(argument);
      } catch (thrown) {
        this.#onError(this.name, listener, thrown);
      }
    }
  }
}

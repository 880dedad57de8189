/** Passes the signals of a command on to the process that runs its scenario, so that each counts there once. */
import type { ChildProcess } from 'node:child_process';
import { callAfterUnref } from '../../util/loop/clock.js';

/** What a parent says of a signal. */
export interface ForwardedSignal {
  readonly signal: string;
  /** How often the parent got the signal. */
  readonly count: number;
  /** How often the parent has sent the signal itself to the child, this time included: these count only once. */
  readonly sent: number;
}

/** The answer of the child. */
export interface ConfirmedSignal {
  readonly confirmedSignal: string;
  readonly count: number;
}

/** How long a child may take to confirm a message, ms. One that is being loaded or is blocked reads no messages. */
const confirmMs = 1_000;

/** The child, as far as it matters here. */
export type SignalledChild = Pick<ChildProcess, 'connected' | 'on' | 'send' | 'kill' | 'exitCode' | 'signalCode'>;

/** Sends a message for each signal; to a child that does not confirm it, also the signal. */
export class SignalRelay {
  readonly #counts = new Map<NodeJS.Signals, number>();
  #child: SignalledChild | null = null;
  #sent = new Map<NodeJS.Signals, number>();
  #confirmed = new Map<string, number>();

  /** From now on, signals are passed to `child`. */
  attach(child: SignalledChild): void {
    this.#child = child;
    this.#sent = new Map();
    this.#confirmed = new Map();
    child.on('message', (message) => {
      const { confirmedSignal, count } = Object(message) as Partial<ConfirmedSignal>;
      if (this.#child === child && confirmedSignal !== undefined) this.#confirmed.set(confirmedSignal, count ?? 0);
    });
  }

  /** The parent has got the signal. */
  pass(signal: NodeJS.Signals): void {
    const count = (this.#counts.get(signal) ?? 0) + 1;
    this.#counts.set(signal, count);
    const child = this.#child;
    if (child === null) return;
    this.#tell(child, signal);
    callAfterUnref(confirmMs, () => {
      const isConfirmed = (this.#confirmed.get(signal) ?? 0) >= count;
      if (this.#child === child && !isConfirmed) this.#send(child, signal);
    });
  }

  /** The message goes first: the child knows what to ignore when the signal arrives. */
  #send(child: SignalledChild, signal: NodeJS.Signals): void {
    this.#sent.set(signal, (this.#sent.get(signal) ?? 0) + 1);
    this.#tell(child, signal);
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  }

  #tell(child: SignalledChild, signal: NodeJS.Signals): void {
    const message: ForwardedSignal = {
      signal,
      count: this.#counts.get(signal) ?? 0,
      sent: this.#sent.get(signal) ?? 0,
    };
    if (child.connected) child.send(message, () => {}); // a child that has just ended reads nothing
  }
}

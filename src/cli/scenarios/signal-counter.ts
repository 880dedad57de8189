/** One Ctrl-C of a terminal reaches a command and the command that started it: it must count once. */

/** Acts as often as the greater of both counts: of signals that this process got, and of those that its parent tells of. */
export class SignalCounter {
  readonly #act: () => void;
  #received = 0;
  #forwarded = 0;
  #acted = 0;

  constructor(act: () => void) {
    this.#act = act;
  }

  /** This process got the signal. */
  receive(): void {
    this.#received++;
    this.#catchUp();
  }

  /** The parent got the signal so many times. */
  forward(count: number): void {
    this.#forwarded = Math.max(this.#forwarded, count);
    this.#catchUp();
  }

  #catchUp(): void {
    while (this.#acted < Math.max(this.#received, this.#forwarded)) {
      this.#acted++;
      this.#act();
    }
  }
}

/** The message of a parent about a signal. */
export interface ForwardedSignal {
  readonly signal: string;
  /** How often it got the signal. */
  readonly count: number;
}

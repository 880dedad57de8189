/** One Ctrl-C of a terminal reaches a command and the command that started it: it must count once. */

/** Handles as many signals as the greater of two counts: those that this process received, and those of its parent. */
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

  /** How many times the parent received the signal. */
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

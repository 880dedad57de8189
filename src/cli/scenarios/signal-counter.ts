/** One Ctrl-C of a terminal reaches a command and the command that started it: it must count once. */

/** Handles as many signals as the greater of two counts: those that others sent to this process, and those of its parent. */
export class SignalCounter {
  readonly #act: () => void;
  #received = 0;
  /** How many of those the parent has sent. */
  #sentByParent = 0;
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

  /** How many times the parent received the signal, and how many times it has sent it to this process. */
  forward(count: number, sent: number): void {
    this.#forwarded = Math.max(this.#forwarded, count);
    this.#sentByParent = Math.max(this.#sentByParent, sent);
    this.#catchUp();
  }

  #catchUp(): void {
    while (this.#acted < Math.max(this.#received - this.#sentByParent, this.#forwarded)) {
      this.#acted++;
      this.#act();
    }
  }
}

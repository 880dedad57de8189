/** Standard error: lines that scroll and, on a terminal, a status line below them. */

/** The part of a stream that a terminal needs. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Writes lines and keeps the status line below them. */
export class Terminal {
  readonly #stream: TerminalStream;
  #status = '';

  constructor(stream: TerminalStream) {
    this.#stream = stream;
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY === true;
  }

  /** Current number of columns; null if it is no terminal. */
  readonly columns = (): number | null => (this.isTerminal ? this.#stream.columns || 80 : null);

  /** Writes one line above the status line. */
  readonly write = (line: string): void => {
    this.#stream.write(this.#status === '' ? `${line}\n` : `${clear}${line}\n${this.#status}`);
  };

  /** Replaces the status line, cut to the width; does nothing if it is no terminal. */
  status(text: string): void {
    if (!this.isTerminal) return;
    this.#status = text.slice(0, (this.columns() ?? 80) - 1);
    this.#stream.write(clear + this.#status);
  }

  /** Removes the status line. */
  endStatus(): void {
    if (this.#status !== '') this.#stream.write(clear);
    this.#status = '';
  }
}

const clear = '\r\u001b[2K';

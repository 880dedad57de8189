/** Standard error: lines that scroll and, on a terminal, a status line below them. */
import { printableLine, printableText } from '../util/printable.js';

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

  /** Writes one line, or several, above the status line. Control characters in it have no effect on the terminal. */
  readonly write = (line: string): void => {
    const text = printableText(line);
    this.#stream.write(this.#status === '' ? `${text}\n` : `${clear}${text}\n${this.#status}`);
  };

  /** Replaces the status line, cut to the width; does nothing if it is no terminal. */
  status(text: string): void {
    if (!this.isTerminal) return;
    this.#status = printableLine(text).slice(0, (this.columns() ?? 80) - 1);
    this.#stream.write(clear + this.#status);
  }

  /** Removes the status line. */
  endStatus(): void {
    if (this.#status !== '') this.#stream.write(clear);
    this.#status = '';
  }
}

const clear = '\r\u001b[2K';

/** Standard error: lines that scroll and, on a terminal, a block of lines below them that stays. */
import stringWidth from 'string-width';
import { printableText } from '../../util/printable.js';

/** The part of a stream that a terminal needs. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/** A part of a line. */
export interface Span {
  readonly text: string;
  readonly style: 'plain' | keyof typeof codes;
}

/** A line of the block; its texts must fit the width. */
export type BlockLine = readonly Span[];

/** Select Graphic Rendition codes: on, off. */
const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

function applyStyle({ text, style }: Span): string {
  if (style === 'plain') return text;
  const [on, off] = codes[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** Writes lines and keeps the block below them. */
export class Terminal {
  readonly #stream: TerminalStream;
  #block: readonly BlockLine[] = [];

  constructor(stream: TerminalStream) {
    this.#stream = stream;
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY === true;
  }

  /** Current number of columns; null if it is no terminal. */
  readonly columns = (): number | null => (this.isTerminal ? this.#stream.columns || 80 : null);

  /** Current size; that of a usual terminal where it is not known. */
  size(): { readonly columns: number; readonly rows: number } {
    return { columns: this.columns() ?? 80, rows: this.#stream.rows || 24 };
  }

  /** Writes one line, or several, above the block. Control characters in it have no effect on the terminal. */
  readonly write = (line: string): void => {
    const text = printableText(line);
    this.#stream.write(this.#block.length === 0 ? `${text}\n` : `${this.#clear()}${text}\n${this.#blockText()}`);
  };

  /** Replaces the block; does nothing if it is no terminal. */
  block(lines: readonly BlockLine[]): void {
    if (!this.isTerminal) return;
    const clear = this.#clear();
    this.#block = lines;
    this.#stream.write(clear + this.#blockText());
  }

  /** Removes the block. */
  endBlock(): void {
    if (this.#block.length > 0) this.#stream.write(this.#clear());
    this.#block = [];
  }

  #blockText(): string {
    return this.#block.map((line) => line.map(applyStyle).join('')).join('\n');
  }

  /** Moves to the start of the block and erases it. In a window that became narrower, its lines have wrapped. */
  #clear(): string {
    const columns = this.columns() ?? 80;
    const wrapped = this.#block.map((line) =>
      Math.max(1, Math.ceil(stringWidth(line.map(({ text }) => text).join('')) / columns)),
    );
    const rows = wrapped.reduce((sum, count) => sum + count, 0);
    return rows > 1 ? `\r\u001b[${rows - 1}A\u001b[J` : '\r\u001b[2K';
  }
}

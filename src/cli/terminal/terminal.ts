/** Standard error: lines that scroll and, on a terminal, a block of lines below them that stays. */
import { callAfterUnref, now } from '../../util/loop/clock.js';
import { printableText } from '../../util/text/printable.js';
import { columnsOf } from '../../util/text/text-columns.js';

/** The part of a stream that a terminal needs. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string | Uint8Array, ...rest: unknown[]): unknown;
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

/** How long others may take to complete a line before the block is drawn again, on a line of its own. */
const partialLineMs = 50;
/** The block is drawn again for texts of others at most this often: there may be thousands a second. */
const minRedrawMs = 25;

/** Writes lines and keeps the block below them. */
export class Terminal {
  readonly #stream: TerminalStream;
  /** That of the stream, also after {@link share}. */
  readonly #print: (text: string) => void;
  #block: readonly BlockLine[] = [];
  /** Whether the block is erased for a moment, since others write. */
  #isHidden = false;
  #isAtLineStart = true;
  /** When it was drawn again for a text of others. */
  #redrawnAt = Number.NEGATIVE_INFINITY;

  constructor(stream: TerminalStream) {
    this.#stream = stream;
    const print = stream.write;
    this.#print = (text) => void print.call(stream, text);
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
    const text = `${printableText(line)}\n`;
    if (this.#block.length === 0) this.#print(text);
    else if (this.#isHidden) this.#print(this.#erasure() + text);
    else this.#print(`${this.#clear()}${text}${this.#blockText()}`);
    this.#isAtLineStart = true;
  };

  /** Replaces the block; does nothing if it is no terminal. */
  block(lines: readonly BlockLine[]): void {
    if (!this.isTerminal) return;
    const erasure = this.#erasure();
    this.#block = lines;
    this.#isHidden = false;
    this.#print(erasure + this.#blockText());
  }

  /**
   * From now on, what others write to these streams, such as `console.log` of a test, appears above the block, on lines of
   * its own: the block is erased, and drawn again a moment later. Streams that are no terminal stay as they are.
   */
  share(streams: readonly TerminalStream[]): void {
    for (const stream of streams.filter(({ isTTY }) => isTTY === true)) {
      const write = stream.write;
      stream.write = (text, ...rest) => {
        if (this.#block.length > 0) this.#hide(text);
        return write.call(stream, text, ...rest);
      };
    }
  }

  /** Removes the block. */
  endBlock(): void {
    if (this.#block.length > 0) this.#print(this.#erasure());
    this.#block = [];
    this.#isHidden = false;
  }

  #hide(text: string | Uint8Array): void {
    this.#isAtLineStart = endsLine(text);
    if (this.#isHidden) return;
    this.#print(this.#clear());
    this.#isHidden = true;
    const pauseMs = Math.max(1, this.#redrawnAt + minRedrawMs - now());
    callAfterUnref(this.#isAtLineStart ? pauseMs : partialLineMs, () => {
      this.#redrawnAt = now();
      if (this.#isHidden) this.block(this.#block);
    });
  }

  /** What makes room for another text in place of the block: a new line while it is hidden, after a text without a line ending. */
  #erasure(): string {
    if (!this.#isHidden) return this.#clear();
    return this.#isAtLineStart ? '' : '\n';
  }

  #blockText(): string {
    return this.#block.map((line) => line.map(applyStyle).join('')).join('\n');
  }

  /**
   * Erases the block and moves to its start. In a window that became narrower, its lines have wrapped. Line by line: tmux keeps
   * what is erased from the first line of the screen to its end among the lines that have scrolled away.
   */
  #clear(): string {
    const columns = this.columns() ?? 80;
    const wrapped = this.#block.map((line) =>
      Math.max(1, Math.ceil(columnsOf(line.map(({ text }) => text).join('')) / columns)),
    );
    const rows = wrapped.reduce((sum, count) => sum + count, 0);
    return `${'\u001b[2K\u001b[A'.repeat(Math.max(0, rows - 1))}\r\u001b[2K`;
  }
}

function endsLine(text: string | Uint8Array): boolean {
  return typeof text === 'string' ? text.endsWith('\n') : text.at(-1) === 10;
}

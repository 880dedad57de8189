/** Splits a streamed body into lines. */
import type { Chunk } from './incoming-body.js';

/** A line without its end. */
export interface Line {
  readonly text: string;
  /** Ms from the start of the request to its last character. */
  readonly at: number;
}

/**
 * The lines, ended by LF, CR or CR LF; the last one may have no line ending. A line is yielded as soon as its end arrives.
 * A line of more than `maxLength` characters calls `tooLong` and ends the iteration.
 */
export async function* splitLines(
  chunks: AsyncIterable<Chunk>,
  charset: string,
  maxLength: number,
  tooLong: () => void,
): AsyncGenerator<Line> {
  const decoder = new TextDecoder(charset);
  const splitter = new Splitter();
  let last = 0;
  for await (const { bytes, at } of chunks) {
    last = at;
    for (const text of splitter.split(decoder.decode(bytes, { stream: true }))) yield { text, at };
    if (splitter.heldLength > maxLength) return tooLong();
  }
  for (const text of splitter.split(decoder.decode())) yield { text, at: last };
  const rest = splitter.rest();
  if (rest !== '') yield { text: rest, at: last };
}

/** Keeps the parts of an unfinished line in a list, so that a long line is joined once. */
class Splitter {
  heldLength = 0;
  #parts: string[] = [];
  #endedWithCr = false;

  *split(text: string): Generator<string> {
    // CR and LF of one line ending may arrive in two chunks.
    let from = this.#endedWithCr && text.startsWith('\n') ? 1 : 0;
    if (text !== '') this.#endedWithCr = text.endsWith('\r');
    lineEnd.lastIndex = from;
    for (let end = lineEnd.exec(text); end !== null; end = lineEnd.exec(text)) {
      const next = lineEnd.lastIndex;
      this.#hold(text.slice(from, end.index));
      yield this.rest();
      from = next;
      lineEnd.lastIndex = next; // shared: another body may have been split in between
    }
    this.#hold(text.slice(from));
  }

  /** Takes the held text. */
  rest(): string {
    const line = this.#parts.length === 1 ? (this.#parts[0] as string) : this.#parts.join('');
    this.#parts = [];
    this.heldLength = 0;
    return line;
  }

  #hold(part: string): void {
    if (part === '') return;
    this.#parts.push(part);
    this.heldLength += part.length;
  }
}

const lineEnd = /\r\n|\n|\r/g;

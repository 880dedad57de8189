/** The lines of a body that comes in pieces. */
import type { Chunk } from './incoming-body.js';

/** A line without its end. */
export interface Line {
  readonly text: string;
  /** When its last character came, in ms from the beginning of the request. */
  readonly at: number;
}

/**
 * The lines, ended by LF, CR or both; of the last one, the end may be missing. A line is there as soon as its end is.
 * They end at a line of more than `maxLength` characters, after a call of `tooLong`.
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

/** Keeps the parts of an unfinished line apart, so that a long line is joined once. */
class Splitter {
  heldLength = 0;
  #parts: string[] = [];
  #endedWithCr = false;

  *split(text: string): Generator<string> {
    // The line feed of an end that was cut in two.
    let from = this.#endedWithCr && text.startsWith('\n') ? 1 : 0;
    if (text !== '') this.#endedWithCr = text.endsWith('\r');
    lineEnd.lastIndex = from;
    for (let end = lineEnd.exec(text); end !== null; end = lineEnd.exec(text)) {
      const next = lineEnd.lastIndex;
      this.#hold(text.slice(from, end.index));
      yield this.rest();
      from = next;
      lineEnd.lastIndex = next; // another body may have been split meanwhile
    }
    this.#hold(text.slice(from));
  }

  /** What is held, joined; then nothing is. */
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

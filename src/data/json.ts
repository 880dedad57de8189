/** Rows of JSON files: one value a line (.jsonl), or an array (.json). */
import { messageOf } from '../util/error.js';
import { broken, type DataFile, textOf } from './file-bytes.js';
import type { RowFormat } from './file-rows.js';
import { HeldRows, type Rows } from './rows.js';

/** Each line that is not blank is a row. */
export const jsonLines: RowFormat<unknown> = {
  isQuoted: false,
  hasHeader: false,
  reader() {
    return (line) => {
      try {
        return JSON.parse(line);
      } catch (cause) {
        throw new Error(`Expected JSON, got something else: ${reasonOf(cause)}.`, { cause });
      }
    };
  },
};

const longestJsonBytes = 128 * 1024 * 1024;

/** The items of the array in a file, all in memory; each read gives a copy. @throws {TslocError} `DATA_BROKEN` */
export async function openJsonArray(file: DataFile, limitBytes = longestJsonBytes): Promise<Rows<unknown>> {
  const { held } = await file.open(limitBytes);
  const hint = 'Write one row a line into a .jsonl file: that may be of any size.';
  if (held === null) throw broken(file.name, `Expected at most ${limitBytes} bytes of JSON, got more.`, hint);
  const rows = parsed(file.name, held);
  if (!Array.isArray(rows)) throw broken(`${file.name}:1`, 'Expected an array of rows, got another value.', hint);
  return new HeldRows(rows, structuredClone);
}

function parsed(name: string, bytes: Uint8Array): unknown {
  let text = '';
  try {
    text = textOf(bytes);
    return JSON.parse(text);
  } catch (thrown) {
    const position = positionIn(text, messageOf(thrown));
    const line = position === undefined ? '' : `:${text.slice(0, position).split('\n').length}`;
    throw broken(`${name}${line}`, `Expected an array of rows as JSON, got something else: ${reasonOf(thrown)}.`);
  }
}

/** What a parser says, on one line: it quotes what it read. */
function reasonOf(thrown: unknown): string {
  return messageOf(thrown).replaceAll(/\s+/g, ' ');
}

/** V8 tells either the position, or the text around it: ten characters on each side. */
function positionIn(text: string, message: string): number | undefined {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  if (message.startsWith('Unexpected end of JSON')) return text.length;
  const around = /, \.\.\."([\s\S]+?)"(?:\.\.\.)? is not valid JSON$/.exec(message)?.[1];
  return around === undefined || !text.includes(around) ? undefined : text.indexOf(around) + 10;
}

/** The JSON formats: one value a line (.jsonl), or an array (.json). */
import { messageOf } from '../util/error.js';
import { brokenDataError, type DataFile, decodeText } from './file-bytes.js';
import type { RowFormat } from './file-rows.js';
import { MemoryRows, type Rows } from './rows.js';

/** Each line that is not blank is a row. */
export const jsonLinesFormat: RowFormat<unknown> = {
  isQuoted: false,
  hasHeader: false,
  createParser() {
    return (line) => {
      try {
        return JSON.parse(line);
      } catch (cause) {
        throw new Error(`Expected JSON, got something else: ${reasonOf(cause)}.`, { cause });
      }
    };
  },
};

const maxArrayBytes = 128 * 1024 * 1024;

/** The items of the array in a file, all in memory; each read gives a copy. @throws {TslocError} `DATA_BROKEN` */
export async function openJsonArray(file: DataFile, maxBytes = maxArrayBytes): Promise<Rows<unknown>> {
  const { content } = await file.open(maxBytes);
  const hint = 'Write one row a line into a .jsonl file: it may be of any size.';
  if (content === null) throw brokenDataError(file.name, `Expected at most ${maxBytes} bytes of JSON, got more.`, hint);
  const rows = parseFile(file.name, content);
  if (!Array.isArray(rows))
    throw brokenDataError(`${file.name}:1`, 'Expected an array of rows, got another value.', hint);
  return new MemoryRows(rows, structuredClone);
}

function parseFile(name: string, bytes: Uint8Array): unknown {
  let text = '';
  try {
    text = decodeText(bytes);
    return JSON.parse(text);
  } catch (thrown) {
    const position = positionIn(text, messageOf(thrown));
    const line = position === undefined ? '' : `:${text.slice(0, position).split('\n').length}`;
    throw brokenDataError(
      `${name}${line}`,
      `Expected an array of rows as JSON, got something else: ${reasonOf(thrown)}.`,
    );
  }
}

/** The parser's message on one line: it quotes the text. */
function reasonOf(thrown: unknown): string {
  return messageOf(thrown).replaceAll(/\s+/g, ' ');
}

/** V8's message contains either the position or the text around it: ten characters on each side. */
function positionIn(text: string, message: string): number | undefined {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  if (message.startsWith('Unexpected end of JSON')) return text.length;
  const around = /, \.\.\."([\s\S]+?)"(?:\.\.\.)? is not valid JSON$/.exec(message)?.[1];
  return around === undefined || !text.includes(around) ? undefined : text.indexOf(around) + 10;
}

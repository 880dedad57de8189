/** The CSV format: RFC 4180, with a header. The only file that knows csv-parse. */
import { createRequire } from 'node:module';
import { describeValue } from '../util/rules.js';
import type { RowFormat } from './file-rows.js';

/** Loaded on first use: many tests read no CSV files. */
let loaded: typeof import('csv-parse/sync') | null = null;

function parse(text: string, settings: object): string[][] {
  loaded ??= createRequire(import.meta.url)('csv-parse/sync') as typeof import('csv-parse/sync');
  return loaded.parse(text, settings);
}

/** Each row is an object of strings by the names in the header. */
export const csvFormat: RowFormat<Record<string, string>> = {
  isQuoted: true,
  hasHeader: true,
  createParser(header) {
    const names = parseValues(header);
    const separator = names.length === 1 && !header.startsWith('"') ? /[;\t|]/.exec(header)?.[0] : undefined;
    if (separator !== undefined) throw new Error(separatorMessage(header.trimEnd(), separator));
    const duplicate = names.find((name, i) => names.indexOf(name) !== i);
    if (duplicate !== undefined)
      throw new Error(`Expected columns of different names, got ${describeValue(duplicate)} twice.`);
    return (row) => {
      const values = parseValues(row);
      if (values.length === names.length)
        return Object.fromEntries(names.map((name, i) => [name, values[i] as string]));
      throw new Error(`Expected ${names.length} values, as in the header, got ${values.length}.`);
    };
  },
};

/**
 * The rows of a whole CSV text, each an object by the names in the header; missing values are empty texts.
 * @throws {Error} where a quotation mark is misplaced, with the line
 */
export function parseCsv(text: string): Record<string, string>[] {
  const [names = [], ...rows] = parseTable(text);
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ''])));
}

function parseTable(text: string): string[][] {
  try {
    return parse(text, { ...options, bom: true, skip_empty_lines: true });
  } catch (cause) {
    const { lines } = Object(cause) as { lines?: number };
    throw new Error(`Expected values between commas, got ${reasonOf(cause)}, at line ${lines}.`, { cause });
  }
}

function separatorMessage(header: string, separator: string): string {
  const found = separator === '\t' ? 'a tab' : `'${separator}'`;
  return `Expected a header with commas between its names, got one name with ${found}: ${describeValue(header)}.`;
}

const lineEnd = /\r?\n/;
const options = {
  // Not detected from the row: the value of a quoted field may contain the other one.
  record_delimiter: ['\n', '\r\n'],
  // Blank lines that follow the row are records of one value.
  relax_column_count: true,
};

function parseValues(row: string): string[] {
  // Most rows are not quoted, and ten times as fast without the parser.
  if (!row.includes('"')) return (row.split(lineEnd, 1)[0] as string).split(',');
  try {
    const records: string[][] = parse(row, options);
    return records[0] ?? [];
  } catch (cause) {
    throw new Error(`Expected values between commas, got ${reasonOf(cause)}.`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  return reasons[(Object(cause) as { code?: string }).code ?? ''] ?? 'an invalid row';
}

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'text after a closing quotation mark (one inside a value is written twice)',
  INVALID_OPENING_QUOTE: 'a quotation mark inside a value that does not begin with one',
};

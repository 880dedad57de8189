/** Rows of a CSV file: RFC 4180, with a header. The only file that knows csv-parse. */
import { parse } from 'csv-parse/sync';
import type { RowFormat } from './file-rows.js';

/** Each row is an object of texts by the names in the header. */
export const csv: RowFormat<Record<string, string>> = {
  isQuoted: true,
  hasHeader: true,
  reader(header) {
    const names = valuesOf(header);
    const strange = names.length === 1 && !header.startsWith('"') ? /[;\t|]/.exec(header)?.[0] : undefined;
    if (strange !== undefined) throw new Error(otherSeparator(header.trimEnd(), strange));
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) throw new Error(`Expected columns of different names, got "${twice}" twice.`);
    return (row) => {
      const values = valuesOf(row);
      if (values.length === names.length)
        return Object.fromEntries(names.map((name, i) => [name, values[i] as string]));
      throw new Error(`Expected ${names.length} values, as in the header, got ${values.length}.`);
    };
  },
};

function otherSeparator(header: string, separator: string): string {
  const found = separator === '\t' ? 'a tab' : `'${separator}'`;
  return `Expected a header with commas between its names, got one name with ${found}: ${JSON.stringify(header)}.`;
}

const lineEnd = /\r?\n/;
const options = {
  // Named, since a row alone may not tell: a value may hold another one.
  record_delimiter: ['\n', '\r\n'],
  // The blank lines that follow a row are no rows.
  relax_column_count: true,
};

function valuesOf(row: string): string[] {
  // Most rows need no parser, and cost a tenth without it.
  if (!row.includes('"')) return (row.split(lineEnd, 1)[0] as string).split(',');
  try {
    const records: string[][] = parse(row, options);
    return records[0] ?? [];
  } catch (cause) {
    const reason = reasons[(Object(cause) as { code?: string }).code ?? ''] ?? 'something else';
    throw new Error(`Expected values between commas, got ${reason}.`, { cause });
  }
}

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'text after a closing quotation mark (one inside a value is written twice)',
  INVALID_OPENING_QUOTE: 'a quotation mark inside a value that does not begin with one',
};

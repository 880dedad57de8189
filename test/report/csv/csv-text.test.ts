import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow, quoteCell, textCell } from '../../../src/report/csv/csv-text.js';

const cell = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', '\t', "'", '=', 'é', '🦗') });

describe('a row of CSV', () => {
  it('is what csv-stringify writes, whatever its cells', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        const expected = stringify([cells], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
        expect(csvRow(cells.map(quoteCell))).toBe(expected);
      }),
    );
  });
});

describe('textCell', () => {
  it('guards with `safe` what a spreadsheet would take for a formula, and quotes it where necessary', () => {
    for (const text of ['=1', '+1', '-1', '@a', '\t1']) {
      expect(textCell(text, { safe: false })).toBe(text);
      expect(textCell(text, { safe: true })).toBe(`'${text}`);
    }
    expect(textCell('=a,"b"', { safe: true })).toBe(`"'=a,""b"""`);
    expect(textCell('a=1', { safe: true })).toBe('a=1');
  });
});

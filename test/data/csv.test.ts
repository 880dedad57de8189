import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvFormat, parseCsv } from '../../src/data/csv.js';

describe('csvFormat', () => {
  it('makes each row an object of strings by the names in the header', () => {
    const read = csvFormat.createParser('name,password,age\r\n');
    expect(read('Ann,"a ""b"", c",007\n')).toEqual({ name: 'Ann', password: 'a "b", c', age: '007' });
    expect(read(' Bob ,,\r\n\r\n  \n')).toEqual({ name: ' Bob ', password: '', age: '' });
    expect(read('"Cy",x,1\r\n\r\n  \n')).toEqual({ name: 'Cy', password: 'x', age: '1' });
    expect(read('"two\r\nlines",x,1')).toEqual({ name: 'two\r\nlines', password: 'x', age: '1' });
  });

  it('reads any values unchanged', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), (values) => {
        const read = csvFormat.createParser(values.map((_, i) => `column ${i}`).join(','));
        expect(Object.values(read(stringify([values], { quoted_match: /[\r\n]/ })))).toEqual(values);
      }),
    );
  });

  it('reads a row without quotation marks as the parser does', () => {
    const rows = fc.string({ unit: fc.constantFrom('a', ' ', ',', '\r', 'ü') }).filter((row) => row.trim() !== '');
    fc.assert(
      fc.property(rows, fc.constantFrom('', '\n', '\r\n', '\n \n', '\r\n\r\n'), (row, end) => {
        const expected = parse(`${row}${end}`, {
          record_delimiter: ['\n', '\r\n'],
          relax_column_count: true,
        })[0] as string[];
        const names = expected.map((_, i) => `column ${i}`);
        expect(Object.values(csvFormat.createParser(names.join(','))(`${row}${end}`))).toEqual(expected);
      }),
    );
  });

  it('returns a new object to each caller', () => {
    const read = csvFormat.createParser('a');
    expect(read('1')).not.toBe(read('1'));
  });

  it.each([
    ['1,2,3', 'Expected 2 values, as in the header, got 3.'],
    ['1', 'Expected 2 values, as in the header, got 1.'],
    ['1,5" disk', 'got a quotation mark inside a value that does not begin with one.'],
    ['1,"a"b', 'got text after a closing quotation mark'],
    ['1,"a', 'got a quotation mark that is never closed.'],
  ])('reports the error of %s', (row, reason) => {
    expect(() => csvFormat.createParser('a,b')(row)).toThrow(reason);
  });

  it('refuses two columns of one name, which would lose one', () => {
    expect(() => csvFormat.createParser('name,age,name')).toThrow(
      "Expected columns of different names, got 'name' twice.",
    );
  });

  it.each([
    ['name;password', "with ';': 'name;password'."],
    ['name\tpassword\r\n', "with a tab: 'name\\tpassword'."],
    ['name|password', "with '|'"],
  ])('refuses a header with another separator: %s', (header, reason) => {
    expect(() => csvFormat.createParser(header)).toThrow(
      `Expected a header with commas between its names, got one name ${reason}`,
    );
  });

  it('accepts such a name if it is quoted, or one of several', () => {
    expect(csvFormat.createParser('"a;b"\n')('1')).toEqual({ 'a;b': '1' });
    expect(csvFormat.createParser('a;b,c')('1,2')).toEqual({ 'a;b': '1', c: '2' });
  });
});

describe('parseCsv', () => {
  it('makes each row an object of strings by the names in the header; missing values are empty', () => {
    expect(parseCsv('\ufeffa,b\r\n1,"x\ny"\r\n\r\n2\r\n')).toEqual([
      { a: '1', b: 'x\ny' },
      { a: '2', b: '' },
    ]);
    expect(parseCsv('')).toEqual([]);
  });

  it.each([
    ['a,b\n1,2\n3,5" disk\n', 'got a quotation mark inside a value that does not begin with one, at line 3.'],
    ['a,b\n1,"x\n', 'got a quotation mark that is never closed, at line 2.'],
  ])('reports the error of %j', (text, reason) => expect(() => parseCsv(text)).toThrow(reason));
});

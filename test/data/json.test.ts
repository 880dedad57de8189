import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataFile } from '../../src/data/file-bytes.js';
import { jsonLinesFormat, openJsonArray } from '../../src/data/json.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';

function fileOf(content: string | Uint8Array): DataFile {
  const name = join(temporaryFolder(), 'rows.json');
  writeFileSync(name, content);
  return new DataFile(name);
}

describe('jsonLinesFormat', () => {
  it('accepts any JSON value as a row', () => {
    const read = jsonLinesFormat.createParser('');
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(read(`${text}\r\n\n`)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('reports what is wrong with a line', () => {
    expect(() => jsonLinesFormat.createParser('')('{"a":}\n')).toThrow(
      /^Expected JSON, got something else: Unexpected token/,
    );
  });
});

describe('openJsonArray', () => {
  it('gives the items of the array', async () => {
    const rows = await openJsonArray(fileOf('\uFEFF[{"id": 1}, "two", null]'));
    expect(rows.count).toBe(3);
    expect([await rows.read(0), await rows.read(1), await rows.read(2)]).toEqual([{ id: 1 }, 'two', null]);
  });

  it('gives each caller a copy', async () => {
    const rows = await openJsonArray(fileOf('[{"tags": []}]'));
    const row = (await rows.read(0)) as { tags: string[] };
    row.tags.push('changed');
    expect(await rows.read(0)).toEqual({ tags: [] });
  });

  const lines = Array.from({ length: 40 }, (_, i) => `  {"id": ${i}, "name": "user ${i}"}`);
  const list = `[\n${lines.join(',\n')}\n]`;

  it.each([
    ['a value that is none', list.replace('"user 17"', 'user 17'), 19],
    ['a missing comma', list.replace('"user 17"},', '"user 17"}'), 20],
    ['a missing end', list.slice(0, -1), 42],
  ])('names the line of %s', async (_, text, line) => {
    await expect(openJsonArray(fileOf(text))).rejects.toMatchObject({
      code: 'DATA_BROKEN',
      message: expect.stringMatching(`rows\\.json:${line}: Expected an array of rows as JSON, got something else: .+`),
    });
  });

  it('requires an array, in UTF-8', async () => {
    await expect(openJsonArray(fileOf('{"rows": []}'))).rejects.toThrow(
      'rows.json:1: Expected an array of rows, got another value.',
    );
    await expect(openJsonArray(fileOf(Buffer.from('["ü"]', 'latin1')))).rejects.toThrow('Expected UTF-8 text');
  });

  it('refuses a file that is too large for memory', async () => {
    await expect(openJsonArray(fileOf('[1, 2, 3]'), 8)).rejects.toMatchObject({
      code: 'DATA_BROKEN',
      message: expect.stringContaining('Expected at most 8 bytes of JSON, got more.'),
      hint: expect.stringContaining('.jsonl'),
    });
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../../src/http/response/incoming-body.js';
import { splitLines } from '../../../src/http/response/lines.js';

/** The bytes, split at the given offsets, a millisecond apart. */
async function* cutAt(bytes: Buffer, places: readonly number[]): AsyncGenerator<Chunk> {
  const cuts = [0, ...places.toSorted((a, b) => a - b), bytes.length];
  for (let i = 1; i < cuts.length; i++) yield { bytes: bytes.subarray(cuts[i - 1], cuts[i]), at: i };
}

async function linesOf(bytes: Buffer, places: readonly number[] = [], charset = 'utf-8', limit = 1000) {
  const lines: { text: string; at: number }[] = [];
  let tooLong = 0;
  for await (const line of splitLines(cutAt(bytes, places), charset, limit, () => tooLong++)) lines.push(line);
  return { lines, texts: lines.map(({ text }) => text), tooLong };
}

describe('the lines of a body', () => {
  it.each([
    ['a\nb\n', ['a', 'b']],
    ['a\r\nb\rc', ['a', 'b', 'c']],
    ['\n\n', ['', '']],
    ['a\r\r\nb', ['a', '', 'b']],
    ['', []],
    ['\ufeffa\n', ['a']],
  ])('end with LF, CR or both: %j', async (text, lines) => {
    expect((await linesOf(Buffer.from(text))).texts).toEqual(lines);
  });

  it('are the same for any chunk boundaries, inside a character or inside CRLF', async () => {
    const texts = fc.array(fc.constantFrom('a', 'é', '€', '😀', '\n', '\r\n', '\r'), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.nat(60)), async (parts, places) => {
        const bytes = Buffer.from(parts.join(''));
        const cuts = places.map((place) => Math.min(place, bytes.length));
        const expected = bytes.toString().split(/\r\n|\n|\r/);
        if (expected.at(-1) === '') expected.pop();
        expect((await linesOf(bytes, cuts)).texts).toEqual(expected);
      }),
    );
  });

  it('have the time at which they were complete', async () => {
    const { lines } = await linesOf(Buffer.from('one\ntwo\r\nlast'), [2, 6, 8, 10]);
    expect(lines).toEqual([
      { text: 'one', at: 2 },
      { text: 'two', at: 3 },
      { text: 'last', at: 5 },
    ]);
  });

  it('are read in their charset', async () => {
    expect((await linesOf(Buffer.from('é\nü', 'latin1'), [1], 'windows-1252')).texts).toEqual(['é', 'ü']);
  });

  it('end where one is longer than the limit', async () => {
    const long = await linesOf(Buffer.from(`ok\n${'x'.repeat(50)}\nmore\n`), [10, 20, 30], 'utf-8', 20);
    expect([long.texts, long.tooLong]).toEqual([['ok'], 1]);
    const fine = await linesOf(Buffer.from(`${'x'.repeat(20)}\n`.repeat(5)), [10, 20, 30], 'utf-8', 20);
    expect([fine.texts.length, fine.tooLong]).toEqual([5, 0]);
  });
});

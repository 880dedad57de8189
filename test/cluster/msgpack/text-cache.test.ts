import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxCachedLength, TextCache } from '../../../src/cluster/msgpack/text-cache.js';

const put = (cache: TextCache, text: string) => cache.set(Buffer.from(text), 0, Buffer.byteLength(text), text);
const find = (cache: TextCache, text: string) => cache.get(Buffer.from(text), 0, Buffer.byteLength(text));

describe('TextCache', () => {
  const bytes = Buffer.from('name num_requests nome');

  it('finds a text by its bytes alone', () => {
    const cache = new TextCache();
    expect(cache.get(bytes, 0, 4)).toBeUndefined();
    cache.set(bytes, 0, 4, 'name');
    expect(cache.get(bytes, 0, 4)).toBe('name');
    expect(cache.get(bytes, 5, 12)).toBeUndefined();
    expect(cache.get(Buffer.from('nbme'), 0, 4)).toBeUndefined();
    expect(cache.get(bytes, 0, 3)).toBeUndefined();
  });

  it('keeps the keys of a report, and most of 10,000 names', () => {
    const cache = new TextCache();
    const names = Array.from({ length: 10_000 }, (_, i) => `/shop/${i}/items`);
    const keys = ['name', 'method', 'num_requests', 'num_failures', 'response_times', 'start_time'];
    for (const text of [...names, ...keys]) put(cache, text);
    expect(keys.map((key) => find(cache, key))).toEqual(keys);
    expect(names.filter((name) => find(cache, name) === name).length).toBeGreaterThan(8_000);
  });

  it('never finds another text, whatever was cached', () => {
    const cache = new TextCache();
    const text = fc.string({ unit: 'grapheme', maxLength: maxCachedLength });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 50 }), text, (given, wanted) => {
        for (const one of given) put(cache, one);
        expect([undefined, wanted]).toContain(find(cache, wanted));
      }),
    );
  });

  it('has a place for the empty text', () => {
    const cache = new TextCache();
    put(cache, '');
    expect(cache.get(bytes, 0, 0)).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { HeadCache, type ParsedHead } from '../../../src/wire/h1/head-cache.js';
import { HeaderBytes } from '../../../src/wire/h1/header-bytes.js';

const bytesOf = (text: string) => Buffer.from(text, 'latin1');
const head = (status: number): ParsedHead => ({
  ...{ status, statusText: '', contentLength: -1, isChunked: false, keepsAlive: true },
  headers: new HeaderBytes(bytesOf(''), 0, 0, 0),
});
const find = (cache: HeadCache, bytes: Buffer, at: number) => cache.find(bytes, at, bytes.length);
const first = 'HTTP/1.1 200 OK\r\nA: b\r\n\r\n';

describe('cached heads', () => {
  it('are found at any offset, by all of their bytes', () => {
    const cache = new HeadCache();
    const parsed = head(200);
    expect(find(cache, bytesOf(first), 0)).toBeNull();
    cache.add(bytesOf(`x${first}body`), 1, 1 + first.length, parsed);
    expect(find(cache, bytesOf(`..${first}other body`), 2)).toBe(parsed);
    expect(cache.hitLength).toBe(first.length);
  });

  it('do not match other heads, nor the beginning of others', () => {
    const cache = new HeadCache();
    cache.add(bytesOf(first), 0, first.length, head(200));
    const others = [
      first.replace('b', 'c'),
      first.slice(0, -2),
      first.slice(0, -1),
      'HTTP/1.1 200 OK\r\nA: b\r\nC: d\r\n\r\n',
    ];
    for (const other of others) expect(find(cache, bytesOf(other), 0)).toBeNull();
  });

  it('are not completed by bytes of earlier reads', () => {
    const cache = new HeadCache();
    cache.add(bytesOf(first), 0, first.length, head(200));
    expect(cache.find(bytesOf(first), 0, first.length - 1)).toBeNull();
  });

  it('are the last four', () => {
    const cache = new HeadCache();
    const texts = [1, 2, 3, 4, 5].map((i) => `HTTP/1.1 20${i} OK\r\n\r\n`);
    for (const [i, text] of texts.entries()) cache.add(bytesOf(text), 0, text.length, head(201 + i));
    expect(texts.map((text) => find(cache, bytesOf(text), 0)?.status)).toEqual([undefined, 202, 203, 204, 205]);
  });

  it('do not keep large buffers in memory', () => {
    const cache = new HeadCache();
    cache.add(bytesOf(first + 'x'.repeat(5_000)), 0, first.length, head(200));
    expect(find(cache, bytesOf(first), 0)).toBeNull();
  });

  it('are bypassed for some heads if each has an id', () => {
    const cache = new HeadCache();
    const add = (text: string) => cache.add(bytesOf(text), 0, text.length, head(200));
    for (let i = 0; i < 64; i++) add(first.replace('b', `${i}`));
    for (let i = 0; i < 4_096; i++) {
      expect(find(cache, bytesOf(first), 0)).toBeNull();
      add(first);
    }
    add(first);
    expect(find(cache, bytesOf(first), 0)).not.toBeNull();
  });
});

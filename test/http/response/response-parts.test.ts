import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../../../src/http/response/exchange.js';
import { partsOf, toFailedParts } from '../../../src/http/response/response-parts.js';
import type { TransportRequest } from '../../../src/wire/transport.js';

const sent: TransportRequest = { origin: 'http://a', path: '/x', method: 'GET', headers: [], body: null };
const answered = { url: 'http://a/x', receiveOptions: { maxBodyBytes: 1_000 } };

/** An exchange with this body, which has ended with `error` if there is one. */
function exchangeOf(body: Buffer, headers: Record<string, string> = {}, error: Error | null = null): Exchange {
  const exchange = new Exchange(sent, 10_000, { onSettled: () => {} });
  const raw = Object.entries(headers).flatMap(([name, value]) => [Buffer.from(name), Buffer.from(value)]);
  exchange.onConnect(() => {});
  exchange.onHeaders(200, raw, () => {}, 'OK');
  exchange.onData(body);
  if (error === null) exchange.onComplete();
  else exchange.onError(error);
  return exchange;
}

describe('the parts of a response', () => {
  it('are those of its exchange', () => {
    const exchange = exchangeOf(Buffer.from('hello'));
    const parts = partsOf(exchange, answered, exchange.finishedAt - 12);
    expect(parts).toMatchObject({ request: sent, status: 200, statusText: 'OK', url: 'http://a/x', length: 5 });
    expect([parts.elapsed, parts.error, parts.history, parts.content.body().toString()]).toEqual([
      12,
      null,
      [],
      'hello',
    ]);
  });

  it('have a decoded body, and the time that decoding took', () => {
    const exchange = exchangeOf(gzipSync('hello'), { 'content-encoding': 'gzip' });
    const parts = partsOf(exchange, answered, exchange.finishedAt - 12);
    expect([parts.length, parts.content.body().toString()]).toEqual([5, 'hello']);
    expect(parts.elapsed).toBeGreaterThan(12);
  });

  it.each([
    ['is too large when decoded', gzipSync('x'.repeat(1_001)), 'BodyTooLarge'],
    ['cannot be decoded', Buffer.from('no gzip'), 'ContentDecodingError'],
  ])('have an error in place of a body that %s', (_, body, name) => {
    const parts = partsOf(exchangeOf(body, { 'content-encoding': 'gzip' }), answered, 0);
    expect(parts).toMatchObject({ status: 0, statusText: '', length: 0, error: { name } });
    expect(parts.content.body()).toHaveLength(0);
  });

  it('have the error of a broken body, with the number of received bytes', () => {
    const exchange = exchangeOf(Buffer.from('half'), { 'content-length': '10' }, new Error('gone'));
    const { error } = partsOf(exchange, answered, 0);
    expect(error).toMatchObject({ message: 'Connection broken: IncompleteRead(4 bytes read, 6 more expected)' });
  });

  it('keep URL, headers and time when an error replaces the response', () => {
    const exchange = exchangeOf(Buffer.from('hello'), { 'x-at': '1' });
    const parts = partsOf(exchange, answered, exchange.finishedAt - 12);
    const error = new Error('too many');
    const failed = toFailedParts(parts, error);
    expect(failed).toMatchObject({ status: 0, length: 0, error, url: 'http://a/x', elapsed: 12 });
    expect(failed.rawHeaders).toBe(parts.rawHeaders);
  });
});

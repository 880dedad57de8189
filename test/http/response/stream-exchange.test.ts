import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/http/response/exchange.js';
import { StreamExchange } from '../../../src/http/response/stream-exchange.js';
import { now } from '../../../src/util/loop/clock.js';

function newExchange(maxBytes = 100) {
  const settled: Exchange[] = [];
  const request = { origin: 'http://h', path: '/', method: 'GET', headers: [], body: null };
  const exchange = new StreamExchange(request, maxBytes, now(), { onSettled: (one) => settled.push(one) });
  exchange.onConnect((reason) => exchange.onError(reason));
  return { exchange, settled };
}

describe('an exchange with a streamed body', () => {
  it('settles once, with the final headers, not with informational ones', () => {
    const { exchange, settled } = newExchange();
    exchange.onHeaders(103, [], () => {}, '');
    expect(settled).toEqual([]);
    exchange.onHeaders(200, [], () => {}, 'OK');
    expect(settled).toEqual([exchange]);
    exchange.onData(Buffer.from('one'));
    exchange.onComplete();
    expect([settled.length, exchange.status, exchange.receivedBytes]).toEqual([1, 200, 0]);
  });

  it('settles with an error that occurs before the headers', () => {
    const { exchange, settled } = newExchange();
    const error = new Error('lost');
    exchange.onError(error);
    expect([settled, exchange.error, exchange.incoming]).toEqual([[exchange], error, null]);
  });

  it('names a broken body by the received bytes', async () => {
    const { exchange, settled } = newExchange();
    exchange.onHeaders(200, [Buffer.from('Content-Length'), Buffer.from('10')], () => {}, 'OK');
    exchange.onData(Buffer.from('one'));
    exchange.onError(new Error('lost'));
    expect(settled).toHaveLength(1);
    expect(exchange.incoming?.error?.message).toBe('Connection broken: IncompleteRead(3 bytes read, 7 more expected)');
  });

  it('can still be read in full, up to the limit', async () => {
    const { exchange } = newExchange();
    exchange.onHeaders(302, [], () => {}, '');
    exchange.onData(Buffer.from('moved '));
    const collected = exchange.collect();
    exchange.onData(Buffer.from('on'));
    exchange.onComplete();
    await collected;
    expect([exchange.body().toString(), exchange.receivedBytes]).toEqual(['moved on', 8]);
    const large = newExchange(5).exchange;
    large.onHeaders(302, [], () => {}, '');
    large.onData(Buffer.from('moved on'));
    await large.collect();
    expect(large.error?.name).toBe('BodyTooLarge');
  });
});

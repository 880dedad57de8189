import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { StreamExchange } from '../../../src/http/response/stream-exchange.js';
import { StreamedBody } from '../../../src/http/response/streamed-body.js';
import { defaultReceiveOptions } from '../../../src/http/timing/receive-options.js';
import { now } from '../../../src/util/loop/clock.js';

function newBody(contentEncoding?: string, maxStreamBytes: number | null = null) {
  const request = { origin: 'http://h', path: '/', method: 'GET', headers: [], body: null };
  const startedAt = now();
  const exchange = new StreamExchange(request, 100, startedAt, { onSettled: () => {} });
  exchange.onConnect((reason) => exchange.onError(reason));
  const rawHeaders =
    contentEncoding === undefined ? [] : [Buffer.from('Content-Encoding'), Buffer.from(contentEncoding)];
  exchange.onHeaders(200, rawHeaders, () => {}, 'OK');
  const answer = { request, status: 200, statusText: 'OK', url: 'http://h/', elapsed: 1, rawHeaders, length: 0 };
  const parts = { ...answer, content: exchange, recorder: null, error: null, history: [] };
  const body = new StreamedBody(parts, startedAt, { ...defaultReceiveOptions, maxStreamBytes });
  let ends = 0;
  body.onEnd(() => ends++);
  return { exchange, body, ends: () => ends };
}

describe('StreamedBody', () => {
  it('ends once, when it has been read', async () => {
    const { exchange, body, ends } = newBody();
    exchange.onData(Buffer.from('one'));
    exchange.onComplete();
    expect([body.isOver, ends()]).toEqual([false, 0]);
    for await (const { bytes } of body.chunks()) expect(bytes.toString()).toBe('one');
    body.cancel();
    expect(body).toMatchObject({ isOver: true, length: 3, error: null, elapsed: expect.any(Number) });
    expect(ends()).toBe(1);
    body.onEnd(() => {});
  });

  it('calls a listener that is added after the end at once', () => {
    const { body } = newBody();
    body.cancel();
    let isTold = false;
    body.onEnd(() => {
      isTold = true;
    });
    expect(isTold).toBe(true);
  });

  it('fails if it cannot be decoded or is too long', async () => {
    const bad = newBody('gzip');
    bad.exchange.onData(Buffer.from('hello'));
    expect((await bad.body.chunks().next()).done).toBe(true);
    const piled = newBody('gzip,gzip,gzip,gzip,gzip,gzip');
    expect((await piled.body.chunks().next()).done).toBe(true);
    const long = newBody('gzip', 10);
    long.exchange.onData(gzipSync('x'.repeat(11)));
    expect((await long.body.chunks().next()).done).toBe(true);
    expect([bad, piled, long].map(({ body, ends }) => [body.error?.name, ends()])).toEqual([
      ['ContentDecodingError', 1],
      ['ContentDecodingError', 1],
      ['BodyTooLarge', 1],
    ]);
  });

  it('fails with the error of its connection if it breaks off while it is decoded', async () => {
    const { exchange, body, ends } = newBody('gzip');
    exchange.onData(gzipSync('x'.repeat(100)).subarray(0, 20));
    exchange.onError(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    for await (const _ of body.chunks());
    expect([body.error?.name, ends()]).toEqual(['ChunkedEncodingError', 1]);
  });

  it('knows whether it is abandoned', async () => {
    const unread = newBody().body;
    expect(unread.isAbandoned()).toBe(true);
    const { exchange, body } = newBody();
    const chunks = body.chunks();
    const waiting = chunks.next();
    expect([body.isAbandoned(), body.isAbandoned()]).toEqual([false, false]);
    exchange.onData(Buffer.from('one'));
    await waiting;
    expect([body.isAbandoned(), body.isAbandoned()]).toEqual([false, true]);
  });

  it('throws the reason in its reader when it is stopped, and does not call its end listener', async () => {
    const { body, ends } = newBody();
    const reading = body.chunks().next();
    const reason = new Error('stopped');
    body.stop(reason);
    await expect(reading).rejects.toBe(reason);
    expect([body.isStopped, ends()]).toEqual([true, 0]);
  });
});

import { describe, expect, it } from 'vitest';
import { bodyMemory } from '../../../src/http/response/body-memory.js';
import { Exchange } from '../../../src/http/response/exchange.js';
import { serve, serveBytes } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

function newExchange(maxBytes = 100) {
  const settled: Exchange[] = [];
  const request = { origin: 'http://h', path: '/', method: 'GET', headers: [], body: null };
  return { exchange: new Exchange(request, maxBytes, { onSettled: (one) => settled.push(one) }), settled };
}

describe('Exchange', () => {
  it('settles when the body is complete, with status, headers and body', () => {
    const { exchange, settled } = newExchange();
    exchange.onHeaders(200, [Buffer.from('a'), Buffer.from('b')], () => {}, 'OK');
    exchange.onData(Buffer.from('one '));
    exchange.onData(Buffer.from('two'));
    expect(settled).toEqual([]);
    exchange.onComplete();
    expect(settled).toEqual([exchange]);
    expect(exchange.body().toString()).toBe('one two');
    expect(exchange).toMatchObject({ status: 200, statusText: 'OK', receivedBytes: 7, error: null });
    expect(exchange.rawHeaders).toHaveLength(2);
  });

  it('settles when the connection fails, with the bytes received so far', () => {
    const { exchange, settled } = newExchange();
    exchange.onHeaders(200, [], () => {}, 'OK');
    exchange.onData(Buffer.from('one'));
    const error = new Error('lost');
    exchange.onError(error);
    expect(settled).toEqual([exchange]);
    expect(exchange).toMatchObject({ status: 200, receivedBytes: 3, error });
  });

  it('has an empty body if none was received', () => {
    expect(newExchange().exchange.body()).toHaveLength(0);
  });

  it.each([204, 304])('is complete with a status of %i, whatever length its head announces', async (status) => {
    const server = await serveBytes(`HTTP/1.1 ${status} No Body\r\ncontent-length: 3\r\n\r\n`);
    const { session, samples, errors } = openSession(server.url);
    expect(await session.get('/')).toMatchObject({ status, error: null });
    expect([errors(), samples.map(({ responseLength }) => responseLength)]).toEqual([[null], [0]]);
  });

  it('does not treat an early hint as the response', async () => {
    const hint = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\nx-a: hint\r\n\r\n';
    const server = await serveBytes(`${hint}HTTP/1.1 200 OK\r\nx-a: final\r\ncontent-length: 2\r\n\r\nhi`);
    const response = await openSession(server.url).session.get('/');
    expect([response.status, response.text(), response.headers.get('x-a')]).toEqual([200, 'hi', 'final']);
    expect(response.headers.has('link')).toBe(false);
  });

  it('does not treat an early hint as the start of a body that breaks off', async () => {
    const server = await serveBytes('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n');
    const { session, errors } = openSession(server.url);
    expect((await session.get('/')).status).toBe(0);
    expect(errors()).toEqual(["RemoteDisconnected('Remote end closed connection without response')"]);
  });
});

describe('a body over the limit', () => {
  it('fails with a clear error, and the user continues', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/') return response.end('ok');
      const pour = () => {
        while (response.write(Buffer.alloc(64 * 1024)));
      };
      response.on('drain', pour);
      pour();
    });
    const { session, samples, errors } = openSession(server.url);
    const response = await session.get('/endless', { maxBodyBytes: 1_000_000 });
    expect(response).toMatchObject({ status: 0, ok: false });
    expect(response.bytes()).toHaveLength(0);
    expect((await session.get('/')).text()).toBe('ok');
    const text = "'Expected a body of at most 1000000 bytes, got more: raise maxBodyBytes, or use stream: true.'";
    expect(errors()).toEqual([`BodyTooLarge(${text})`, null]);
    expect(samples[0]?.responseLength).toBe(0);
    expect([server.accepted, server.open]).toEqual([2, 1]);
  });

  it('may be one byte too long; one of exactly the limit is accepted', async () => {
    const server = await serve((_, response) => response.end('hello'));
    const { session, errors } = openSession(server.url);
    expect((await session.get('/', { maxBodyBytes: 5 })).text()).toBe('hello');
    await session.get('/', { maxBodyBytes: 4 });
    session.maxBodyBytes = 4;
    await session.get('/');
    await session.get('/', { maxBodyBytes: Number.POSITIVE_INFINITY });
    expect(errors().map((error) => error?.slice(0, 12) ?? null)).toEqual([null, 'BodyTooLarge', 'BodyTooLarge', null]);
  });

  it('counts in the memory of all bodies from its second piece until it has ended', () => {
    const held = () => bodyMemory.heldBytes;
    for (const end of ['onComplete', 'onError', 'too much'] as const) {
      const { exchange } = newExchange(10);
      exchange.onConnect((reason) => exchange.onError(reason));
      exchange.onData(Buffer.alloc(4));
      expect(held()).toBe(0);
      exchange.onData(Buffer.alloc(4));
      expect(held()).toBe(8);
      if (end === 'onComplete') exchange.onComplete();
      else if (end === 'onError') exchange.onError(new Error('lost'));
      else exchange.onData(Buffer.alloc(4));
      expect(held(), end).toBe(0);
    }
  });

  it('keeps no received bytes', () => {
    const { exchange, settled } = newExchange(4);
    exchange.onConnect((reason) => exchange.onError(reason));
    exchange.onHeaders(200, [], () => {}, 'OK');
    exchange.onData(Buffer.from('one'));
    exchange.onData(Buffer.from('two'));
    expect(settled).toEqual([exchange]);
    expect(exchange.error?.name).toBe('BodyTooLarge');
  });
});

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, openAsBlob, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BodyChunks, type BodyStream, createBodyStream } from '../../src/wire/body-stream.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';
import { deadUrl, serve, serveAndSee } from '../helpers/servers/server.js';
import { allClients } from '../helpers/users/http-session.js';

async function read(stream: BodyStream): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream.open()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function* generated() {
  yield 'one ';
  yield Buffer.from('two ');
  yield 'thrée';
}

const webStream = () => new Blob(['one ', 'two ', 'thrée']).stream();

describe.each(allClients)('a body stream of %s', (_client, openSession) => {
  it.each([
    ['a node stream', () => Readable.from(['one ', 'two ', 'thrée'])],
    ['a web stream', webStream],
    ['an async generator', generated],
    [
      'a generator',
      function* () {
        yield* ['one ', 'two ', 'thrée'];
      },
    ],
    ['a list', () => ['one ', Buffer.from('two '), 'thrée']],
    ['an iterable of its own', () => ({ [Symbol.asyncIterator]: generated })],
  ] as [string, () => BodyChunks][])('that is %s is sent in chunks, and the connection is reused', async (_, make) => {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    for (const method of ['POST', 'PUT', 'DELETE', 'QUERY']) {
      await session.request(method, '/', { body: make() as never });
      expect(server.last().body.toString()).toBe('one two thrée');
      expect(server.last().headers).toMatchObject({ 'transfer-encoding': 'chunked' });
      expect(server.last().headers['content-length']).toBeUndefined();
    }
    expect([errors(), server.accepted]).toEqual([Array(4).fill(null), 1]);
  });

  it('has the length that its request announces', async () => {
    const server = await serveAndSee();
    await openSession(server.url).session.post('/', { body: ['abc', 'de'], headers: { 'Content-Length': '5' } });
    expect(server.last().headers).toMatchObject({ 'content-length': '5' });
    expect(server.last().headers['transfer-encoding']).toBeUndefined();
    expect(server.last().body.toString()).toBe('abcde');
  });

  it('of a file has a length and a type, is not read ahead, and can be sent again', async () => {
    const path = join(temporaryFolder(), 'big.bin');
    const bytes = randomBytes(3_000_000);
    writeFileSync(path, bytes);
    const body = await openAsBlob(path, { type: 'audio/wav' });
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    for (const method of ['POST', 'PUT']) {
      await session.request(method, '/', { body });
      expect(server.last().headers).toMatchObject({ 'content-type': 'audio/wav', 'content-length': '3000000' });
      expect(server.last().body.equals(bytes)).toBe(true);
    }
    expect(errors()).toEqual([null, null]);
  });

  it('that fails is one failed request, and the user continues', async () => {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    const failing = async function* () {
      yield 'begun';
      throw new RangeError('no more');
    };
    const response = await session.post('/', { body: failing() });
    expect(response).toMatchObject({ status: 0, error: { cause: { message: 'no more' } } });
    const missing = join(temporaryFolder(), 'missing.txt');
    await session.post('/', { body: createReadStream(missing) });
    await session.post('/', { body: [1] as never });
    await session.get('/');
    expect(errors()).toEqual([
      "RangeError('no more')",
      expect.stringContaining('ENOENT'),
      "TslocError('Expected text or bytes from the stream of a body, got number.')",
      null,
    ]);
  });

  it('closes its file if it is not read', async () => {
    const path = join(temporaryFolder(), 'a.txt');
    writeFileSync(path, 'a'.repeat(200_000));
    const { session, errors } = openSession(await deadUrl());
    const body = createReadStream(path);
    await session.post('/', { body });
    expect(body.destroyed).toBe(true);
    expect(errors()).toEqual(["ConnectionRefusedError(111, 'Connection refused')"]);
  });

  it('ends when the response arrives before its end', async () => {
    const server = await serve((_, response) => response.writeHead(413, { connection: 'close' }).end('too big'));
    const { session, errors } = openSession(server.url);
    let ended = () => {};
    const released = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const endless = async function* () {
      try {
        for (;;) yield 'x'.repeat(10_000);
      } finally {
        ended();
      }
    };
    await session.post('/', { body: endless() });
    await released;
    expect(errors()).toHaveLength(1);
    await session.get('/');
    expect(errors()[1]).toBe("HTTPError('413 Client Error: Payload Too Large for url: /')");
  });

  it('ends when its user is stopped', async () => {
    const server = await serve(() => {});
    const { session, samples } = openSession(server.url);
    const body = new Readable({ read() {} });
    body.push('begun');
    const request = session.post('/', { body });
    const closed = once(body, 'close');
    while (!body.readableDidRead) await new Promise(setImmediate);
    session.cancel(new Error('stopped'));
    await expect(request).rejects.toThrow('stopped');
    await closed;
    expect(samples).toEqual([]);
  });

  it.each([
    ['a node stream', () => Readable.from(['a'])],
    ['a web stream', () => new Blob(['a']).stream()],
    ['a generator', generated],
  ] as [string, () => BodyChunks][])('that is %s is rejected the second time', async (_, make) => {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    const body = make() as never;
    await session.post('/', { body });
    await expect(session.post('/', { body })).rejects.toMatchObject({
      code: 'BODY_USED',
      message: 'Expected a body that has not been read, got a stream that has.',
    });
    expect(samples).toHaveLength(1);
  });

  it('that other code has read is rejected', async () => {
    const node = Readable.from(['a', 'b']);
    await node[Symbol.asyncIterator]().next();
    const web = webStream();
    await web.getReader().read();
    for (const stream of [node, web] as BodyChunks[]) {
      expect(() => createBodyStream(stream)).toThrow(expect.objectContaining({ code: 'BODY_USED' }));
    }
  });

  it('is sent again after a redirect that keeps the body, if it can be read again', async () => {
    const server = await serveAndSee(({ url }, response) => {
      response.writeHead(url === '/' ? 307 : 200, url === '/' ? { location: '/there' } : {}).end();
    });
    const { session, errors } = openSession(server.url);
    for (const body of [['li', 'st'], new Blob(['list'])]) {
      await session.post('/', { body });
      expect(server.last()).toMatchObject({ method: 'POST', url: '/there', body: Buffer.from('list') });
    }
    const response = await session.post('/', { body: generated() });
    expect(response).toMatchObject({ status: 0, history: [{ status: 307 }] });
    expect(errors()).toEqual([null, null, "UnrewindableBodyError('Unable to rewind request body for redirect.')"]);
    expect(server.last().url).toBe('/');
  });

  it('that can be read only once may be redirected to a GET', async () => {
    const server = await serveAndSee(({ url }, response) => {
      response.writeHead(url === '/' ? 303 : 200, url === '/' ? { location: '/there' } : {}).end();
    });
    const { session, errors } = openSession(server.url);
    await session.post('/', { body: generated() });
    expect(server.last()).toMatchObject({ method: 'GET', url: '/there', body: Buffer.alloc(0) });
    expect(errors()).toEqual([null]);
  });

  it('yields the bytes of its chunks in order, repeatedly if it is rewindable', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), async (pieces) => {
        const mixed = pieces.map((piece, i) => (i % 2 === 0 ? piece : new TextEncoder().encode(piece)));
        const list = createBodyStream(mixed);
        const once = createBodyStream(mixed.values());
        expect([list.isRewindable, once.isRewindable]).toEqual([true, false]);
        expect(await read(list)).toBe(pieces.join(''));
        expect(await read(list)).toBe(pieces.join(''));
        expect(await read(once)).toBe(pieces.join(''));
      }),
    );
  });
});

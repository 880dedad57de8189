import { once } from 'node:events';
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formEntries, type MultipartFields, type MultipartValue } from '../../../src/http/request/multipart-fields.js';
import { withPolyfill } from '../../helpers/extended-prototypes.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { deadUrl, type Seen, serve, serveAndSee } from '../../helpers/servers/server.js';
import { allClients } from '../../helpers/users/http-session.js';

function read({ body, headers }: Seen): Promise<FormData> {
  return new Response(body, { headers: { 'content-type': headers['content-type'] ?? '' } }).formData();
}

async function contents(form: FormData, name: string): Promise<[name: string, type: string, text: string][]> {
  const files = form.getAll(name) as File[];
  return Promise.all(files.map(async (file) => [file.name, file.type, await file.text()]));
}

async function* generated() {
  yield 'one ';
  yield Buffer.from('two ');
  yield 'thrée';
}

const octets = 'application/octet-stream';

describe.each(allClients)('a stream in a form of %s', (_client, openSession) => {
  it.each([
    ['a node stream', () => Readable.from(['one ', 'two ', 'thrée'])],
    ['a web stream', () => new Blob(['one ', 'two ', 'thrée']).stream()],
    ['an async generator', generated],
    ['an iterable of its own', () => ({ [Symbol.asyncIterator]: generated })],
  ] as [string, () => MultipartValue][])(
    'that is %s is sent while it is read, between the other fields',
    async (_, make) => {
      const server = await serveAndSee();
      const { session, errors } = openSession(server.url);
      for (let i = 0; i < 2; i++) {
        await session.post('/', { multipart: { title: 'ü', file: make(), more: [make(), new Blob(['x'])], end: 1 } });
        const form = await read(server.last());
        expect([form.get('title'), form.get('end')]).toEqual(['ü', '1']);
        expect(await contents(form, 'file')).toEqual([['blob', octets, 'one two thrée']]);
        expect(await contents(form, 'more')).toEqual([
          ['blob', octets, 'one two thrée'],
          ['blob', octets, 'x'],
        ]);
        expect(server.last().headers).toMatchObject({ 'transfer-encoding': 'chunked' });
        expect(server.last().headers['content-length']).toBeUndefined();
      }
      expect([errors(), server.accepted]).toEqual([[null, null], 1]);
    },
  );

  it('has the given name, type and length', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    const file = { stream: generated(), filename: 'a "1".wav', type: 'audio/wav', size: 14 };
    await session.post('/', { multipart: { file, title: 'x' } });
    expect(await contents(await read(server.last()), 'file')).toEqual([['a "1".wav', 'audio/wav', 'one two thrée']]);
    expect(server.last().headers['content-length']).toBe(String(server.last().body.length));
    expect(server.last().headers['transfer-encoding']).toBeUndefined();
  });

  it('of a file has the name of the file, unless another one is given', async () => {
    const path = join(temporaryFolder(), 'a.wav');
    writeFileSync(path, 'RIFF');
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    const file = [createReadStream(path), { stream: createReadStream(path), filename: 'b.wav' }];
    await session.post('/', { multipart: { file } });
    expect(await contents(await read(server.last()), 'file')).toEqual([
      ['a.wav', octets, 'RIFF'],
      ['b.wav', octets, 'RIFF'],
    ]);
  });

  it.each([
    [3, 'more'],
    [20, '14'],
  ])('whose size is wrong (%d bytes) causes one failed request, and the user continues', async (size, got) => {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    await session.post('/', { multipart: { file: { stream: generated(), size } } });
    await session.get('/');
    expect(errors()).toEqual([`TslocError("Expected ${size} bytes, the size of the file 'file', got ${got}.")`, null]);
  });

  it('that fails causes one failed request, and closes the others', async () => {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    const failing = async function* () {
      yield 'begun';
      throw new RangeError('no more');
    };
    const other = new Readable({ read() {} });
    const closed = once(other, 'close');
    await session.post('/', { multipart: { a: failing(), other } });
    await closed;
    await session.get('/');
    expect(errors()).toEqual(["RangeError('no more')", null]);
  });

  it('is closed when the connection fails', async () => {
    const { session, errors } = openSession(await deadUrl());
    const [node, next] = [new Readable({ read() {} }), new Readable({ read() {} })];
    let cancelled: unknown = null;
    const web = new ReadableStream({
      cancel() {
        cancelled = 'cancelled';
      },
    });
    const closed = [node, next].map((stream) => once(stream, 'close'));
    await session.post('/', { multipart: { web, node, more: { stream: next } } });
    await Promise.all(closed);
    expect([cancelled, errors()]).toEqual(['cancelled', ["ConnectionRefusedError(111, 'Connection refused')"]]);
  });

  it('is closed when its user is stopped, whichever of them is being sent', async () => {
    const server = await serve(() => {});
    const { session, samples } = openSession(server.url);
    const [first, second] = [new Readable({ read() {} }), new Readable({ read() {} })];
    first.push('begun');
    const request = session.post('/', { multipart: { first, second } });
    const closed = [first, second].map((stream) => once(stream, 'close'));
    while (!first.readableDidRead) await new Promise(setImmediate);
    session.cancel(new Error('stopped'));
    await expect(request).rejects.toThrow('stopped');
    await Promise.all(closed);
    expect(samples).toEqual([]);
  });

  it('is refused the second time, and twice in one form', async () => {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    const stream = generated();
    await session.post('/', { multipart: { stream } });
    const used = { code: 'BODY_USED' };
    await expect(session.post('/', { multipart: { stream } })).rejects.toMatchObject(used);
    const twice = generated();
    await expect(session.post('/', { multipart: { a: twice, b: twice } })).rejects.toMatchObject(used);
    expect(samples).toHaveLength(1);
  });

  it('is not sent again, neither after a redirect that keeps the body nor with retry', async () => {
    const server = await serveAndSee(({ url }, response) => {
      response.writeHead(url === '/' ? 307 : 200, url === '/' ? { location: '/there' } : {}).end();
    });
    const { session, errors } = openSession(server.url);
    const response = await session.post('/', { multipart: { file: generated() } });
    expect(response).toMatchObject({ status: 0, history: [{ status: 307 }] });
    expect(errors()).toEqual(["UnrewindableBodyError('Unable to rewind request body for redirect.')"]);
    const file = Readable.from(['a']);
    await expect(session.post('/', { multipart: { file }, retry: 1 })).rejects.toMatchObject({ code: 'BODY_USED' });
    expect([file.destroyed, server.seen.map(({ url }) => url)]).toEqual([true, ['/']]);
  });

  it('that can be read again is sent again after a redirect', async () => {
    const server = await serveAndSee(({ url }, response) => {
      response.writeHead(url === '/' ? 307 : 200, url === '/' ? { location: '/there' } : {}).end();
    });
    const { session, errors } = openSession(server.url);
    await session.post('/', { multipart: { file: { [Symbol.asyncIterator]: generated } } });
    expect([errors(), server.last().url]).toEqual([[null], '/there']);
    expect(await contents(await read(server.last()), 'file')).toEqual([['blob', octets, 'one two thrée']]);
  });

  it.each([
    [{ stream: 'text' }, "a stream or an async generator as stream of the file 'a', got a string"],
    [{ stream: ['text'] }, "a stream or an async generator as stream of the file 'a', got Array"],
    [{ stream: generated(), name: 'x' }, "stream, filename, type or size of the file 'a', got 'name'"],
    [{ stream: generated(), filename: 5 }, "a string as filename of the file 'a', got 5"],
    [{ stream: generated(), type: 'a\r\nx: y' }, 'a media type as type of the file \'a\', got "a\\r\\nx: y"'],
    [{ stream: generated(), size: -1 }, "bytes as size of the file 'a', got -1"],
    [{ stream: generated(), size: 1.5 }, "bytes as size of the file 'a', got 1.5"],
  ])('is refused with invalid options: %o', async (a, message) => {
    const { session, samples } = openSession('http://127.0.0.1:1');
    await expect(session.post('/', { multipart: { a } } as never)).rejects.toMatchObject({
      code: 'BAD_FIELDS',
      message: `Expected ${message}.`,
    });
    expect(samples).toEqual([]);
  });

  it('arrives unchanged, whatever its chunks', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    const text = fc.string({ unit: fc.constantFrom('a', 'ü', '-', '\r\n', '😀') });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, fc.array(text), fc.boolean())), async (files) => {
        const file = files.map(([filename, pieces, isSized]) => {
          const stream = Readable.from(pieces.map((piece) => Buffer.from(piece)));
          const size = Buffer.byteLength(pieces.join(''));
          return { stream, filename: `f${filename}`, ...(isSized ? { size } : {}) };
        });
        const multipart: MultipartFields = { file, last: 'x' };
        await session.post('/', { multipart });
        const sent = files.map(([filename, pieces]) => [`f${filename}`, octets, pieces.join('')]);
        expect(await contents(await read(server.last()), 'file')).toEqual(sent);
        const isSized = files.every(([, , sized]) => sized);
        expect(server.last().headers['content-length'] !== undefined).toBe(isSized);
      }),
      { numRuns: 50 },
    );
  });
});

it('a file has own options only, not what objects inherit from a polyfill', () => {
  const file = { stream: Readable.from(['abc']), filename: 'a.txt' };
  expect(withPolyfill(() => formEntries({ file }))).toMatchObject([['file', { filename: 'a.txt' }]]);
  expect(() => formEntries({ file: { ...file, name: 'b' } as never })).toThrow("got 'name'");
});

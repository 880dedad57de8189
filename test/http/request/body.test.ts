import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BodyOptions, encodeBody } from '../../../src/http/request/body.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

async function sent(options: BodyOptions) {
  const server = await serveAndSee();
  await openSession(server.url).session.post('/', options);
  const { headers, body } = server.last();
  return { type: headers['content-type'], length: headers['content-length'], text: body.toString(), body };
}

const circular: Record<string, unknown> = {};
circular.itself = circular;

describe('a request body', () => {
  it('is JSON with `json`', async () => {
    const value = { quality: 'high', tags: ['a', 'ü'], n: 1.5, none: null };
    const { type, text } = await sent({ json: value });
    expect(type).toBe('application/json');
    expect(JSON.parse(text)).toEqual(value);
  });

  it.each([null, false, 0, '', []])('is JSON also for %j', async (value) => {
    expect((await sent({ json: value })).text).toBe(JSON.stringify(value));
  });

  it('is what an HTML form sends with `form`', async () => {
    const { type, text } = await sent({ form: { name: 'Ann & Bob', page: 2, all: true, note: 'ü=1' } });
    expect(type).toBe('application/x-www-form-urlencoded');
    expect(text).toBe('name=Ann+%26+Bob&page=2&all=true&note=%C3%BC%3D1');
  });

  it.each(['form', 'body'] as const)('is a form with URLSearchParams as %s, repeated names included', async (key) => {
    const values = new URLSearchParams([
      ['tag', 'a'],
      ['tag', 'b c'],
    ]);
    const { type, text } = await sent({ [key]: values });
    expect(type).toBe('application/x-www-form-urlencoded');
    expect(text).toBe('tag=a&tag=b+c');
  });

  it('is the text or bytes of `body` unchanged, without a content type', async () => {
    expect(await sent({ body: 'grüße' })).toMatchObject({ type: undefined, text: 'grüße', length: '7' });
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const { type, body } = await sent({ body: bytes });
    expect(type).toBeUndefined();
    expect(body).toEqual(Buffer.from(bytes));
  });

  it('is multipart with FormData: fields, files, names and types arrive', async () => {
    const form = new FormData();
    form.set('genre', 'jazz "live" ü');
    form.set('file', new File(['RIFF', new Uint8Array([0, 13, 10, 255])], 'söng.wav', { type: 'audio/wav' }));
    form.append('file', new Blob(['x']));
    const { type = '', body, length } = await sent({ body: form });
    expect(type).toMatch(/^multipart\/form-data; boundary=/);
    expect(length).toBe(String(body.length));
    const received = await new Response(body, { headers: { 'content-type': type } }).formData();
    expect(received.get('genre')).toBe('jazz "live" ü');
    const [file, blob] = received.getAll('file') as [File, File];
    expect([file.name, file.type]).toEqual(['söng.wav', 'audio/wav']);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(Buffer.from('RIFF\0\r\n\xff', 'latin1'));
    expect(await blob.text()).toBe('x');
  });

  it('repeats a field of a form that is a list, and leaves out what is null or undefined', async () => {
    const { text } = await sent({ form: { tag: ['a', 'b c', null], page: 2, no: null, nor: undefined } });
    expect(text).toBe('tag=a&tag=b+c&page=2');
  });

  it.each([
    ['an ArrayBuffer', Uint8Array.from([1, 0, 255]).buffer],
    ['a view of a part of one', new DataView(Uint8Array.from([9, 1, 0, 255, 9]).buffer, 1, 3)],
    ['a part of a Buffer', Buffer.from([9, 1, 0, 255, 9]).subarray(1, 4)],
    ['a Blob', new Blob([Uint8Array.from([1, 0, 255])])],
  ])('is the bytes of %s', async (_, bytes) => {
    const { body, type, length } = await sent({ body: bytes });
    expect([[...body], type, length]).toEqual([[1, 0, 255], undefined, '3']);
  });

  it('has the type of its Blob, and may be an empty one', async () => {
    expect(await sent({ body: new Blob(['x'], { type: 'text/css' }) })).toMatchObject({ type: 'text/css', text: 'x' });
    expect(await sent({ body: new Blob([]) })).toMatchObject({ text: '', length: '0' });
    expect(await sent({ body: '' })).toMatchObject({ text: '', length: '0' });
  });

  it('may be sent with any method, on a keep-alive connection', async () => {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    for (const method of ['GET', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY', 'REPORT', 'POST']) {
      await session.request(method, '/', { json: { method } });
      expect(server.last()).toMatchObject({ method, body: Buffer.from(JSON.stringify({ method })) });
    }
    expect([new Set(errors()), server.accepted]).toEqual([new Set([null]), 1]);
  });

  it.each([
    [{ body: 5 }, 'Expected a string, bytes, a Blob, FormData, a stream or an iterable as body, got number.'],
    [{ body: { a: 1 } }, expect.stringContaining('as body, got an object.')],
    [{ json: () => 1 }, 'Expected a value that JSON can represent as json, got function.'],
    [{ json: { n: 1n } }, expect.stringMatching(/^Expected a value that JSON can represent as json, .* BigInt$/)],
    [{ json: circular }, expect.stringContaining('as json, got an error: Converting circular structure')],
  ])('with an invalid value is refused: %o', async (options, message) => {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    await expect(session.post('/', options as BodyOptions)).rejects.toMatchObject({ code: 'BAD_BODY', message });
    expect([server.seen, samples]).toEqual([[], []]);
  });

  it.each([[new Map([['a', 1]])], [[['a', '1']]], ['a=1'], [new FormData()], [null]])(
    'of a form with invalid fields is refused: %s',
    async (form) => {
      const { session } = openSession('http://127.0.0.1:1');
      await expect(session.post('/', { form } as never)).rejects.toMatchObject({ code: 'BAD_FIELDS' });
    },
  );

  it('can be sent again with the same FormData', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    const body = new FormData();
    body.set('file', new File(['same'], 'a.txt'));
    await session.post('/1', { body });
    await session.put('/2', { body });
    for (const { body: bytes, headers } of server.seen) {
      const received = await new Response(bytes, {
        headers: { 'content-type': headers['content-type'] ?? '' },
      }).formData();
      expect(await (received.get('file') as File).text()).toBe('same');
    }
    expect(server.seen).toHaveLength(2);
  });

  it('is empty, with a length of 0, for a POST without a body', async () => {
    expect(await sent({})).toMatchObject({ type: undefined, text: '', length: '0' });
  });

  it('uses the content type of the request instead of the default', async () => {
    const server = await serveAndSee();
    const headers = { 'Content-Type': 'application/vnd.api+json' };
    await openSession(server.url).session.post('/', { json: {}, headers });
    expect(server.last().rawHeaders.filter((name) => /^content-type$/i.test(name))).toHaveLength(1);
    expect(server.last().headers['content-type']).toBe('application/vnd.api+json');
  });

  it('is one of json, form, multipart and body, never two', async () => {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    await expect(session.post('/', { json: 1, form: {} } as never)).rejects.toMatchObject({
      code: 'TWO_BODIES',
      message: 'Expected one of json, form, multipart and body, got json and form.',
    });
    expect([server.seen, samples]).toEqual([[], []]);
  });
});

describe('encodeBody', () => {
  it('encodes forms that decode to the original, for any text', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.dictionary(text, text), (form) => {
        const read = new URLSearchParams(encodeBody({ form }).body as string);
        expect(Object.fromEntries(read)).toEqual({ ...form });
      }),
    );
  });

  it('returns no body without options', () => {
    expect(encodeBody({})).toEqual({ body: null, contentType: null });
  });
});

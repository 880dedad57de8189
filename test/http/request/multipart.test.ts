import { openAsBlob, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMultipart, formDataEntries } from '../../../src/http/request/multipart.js';
import { formEntries, type MultipartFields } from '../../../src/http/request/multipart-fields.js';
import { BodyStream } from '../../../src/wire/body-stream.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { type Seen, serveAndSee } from '../../helpers/servers/server.js';
import { allClients } from '../../helpers/users/http-session.js';

function read({ body, headers }: Seen): Promise<FormData> {
  return new Response(body, { headers: { 'content-type': headers['content-type'] ?? '' } }).formData();
}

describe.each(allClients)('multipart of %s', (_client, openSession) => {
  async function sent(multipart: MultipartFields) {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    await session.post('/', { multipart });
    expect(errors()).toEqual([null]);
    return { seen: server.last(), form: await read(server.last()) };
  }

  it('sends fields and files by their names', async () => {
    const { form, seen } = await sent({ file: new File(['RIFF'], 'a.wav', { type: 'audio/wav' }), title: 'ü', n: 1 });
    expect([form.get('title'), form.get('n')]).toEqual(['ü', '1']);
    const file = form.get('file') as File;
    expect([file.name, file.type, await file.text()]).toEqual(['a.wav', 'audio/wav', 'RIFF']);
    expect(seen.headers['content-length']).toBe(String(seen.body.length));
  });

  it('repeats fields, and leaves out what is null or undefined', async () => {
    const { form } = await sent({
      tag: ['a', null, 'b'],
      file: [new File(['1'], '1.txt'), new Blob(['2'])],
      no: undefined,
    });
    expect([...form.keys()]).toEqual(['tag', 'tag', 'file', 'file']);
    expect(form.getAll('tag')).toEqual(['a', 'b']);
    expect((form.getAll('file') as File[]).map(({ name }) => name)).toEqual(['1.txt', 'blob']);
  });

  it('streams a file of the disk, again for each request', async () => {
    const path = join(temporaryFolder(), 'big.txt');
    writeFileSync(path, 'ab'.repeat(500_000));
    const file = new File([await openAsBlob(path)], 'big.txt');
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    for (let i = 0; i < 2; i++) await session.post('/', { multipart: { file } });
    for (const seen of server.seen)
      expect(await ((await read(seen)).get('file') as File).text()).toHaveLength(1_000_000);
    expect(encodeMultipart(formEntries({ file })).body).toBeInstanceOf(BodyStream);
  });

  it.each([
    [5, '5'],
    ['a=1', 'a string'],
    [null, 'null'],
    [new FormData(), 'FormData'],
    [['a'], 'Array'],
  ])('is refused if it is not an object of fields: %o', async (multipart, got) => {
    const { session, samples } = openSession('http://127.0.0.1:1');
    await expect(session.post('/', { multipart } as never)).rejects.toMatchObject({
      code: 'BAD_FIELDS',
      message: `Expected multipart as an object, got ${got}.`,
    });
    expect(samples).toEqual([]);
  });

  it('is one buffer without files', () => {
    expect(encodeMultipart(formEntries({ a: '1' })).body).toBeInstanceOf(Uint8Array);
  });

  it('encodes fields and FormData alike', () => {
    const form = new FormData();
    form.append('a', '1');
    form.append('file', new Blob(['x'], { type: 'text/plain' }));
    expect(formDataEntries(form)).toMatchObject(
      formEntries({ a: '1', file: new Blob(['x'], { type: 'text/plain' }) }).map(([name, value]) =>
        typeof value === 'string' ? [name, value] : [name, { filename: 'blob', type: 'text/plain' }],
      ),
    );
  });

  it('causes one failed request if the file has changed since', async () => {
    const path = join(temporaryFolder(), 'a.txt');
    writeFileSync(path, 'before');
    const file = await openAsBlob(path);
    writeFileSync(path, 'and after that');
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    await session.post('/', { multipart: { file } });
    await session.get('/');
    expect(errors()).toEqual([expect.stringContaining('NotReadableError'), null]);
  });

  it('decodes to the original, for any names and texts', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ü', '"', '%', ' ', ';', '=', '\\', '-', '\r\n', '😀') });
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text, fc.boolean())), async (fields) => {
        const body = new FormData();
        for (const [name, value, isFile] of fields) {
          if (isFile) body.append(name, new File([value], 'f'));
          else body.append(name, value);
        }
        await session.post('/', { body });
        const received: unknown[] = [];
        for (const [name, value] of await read(server.last())) {
          received.push([name, typeof value === 'string' ? value : await value.text(), typeof value !== 'string']);
        }
        expect(received).toEqual(fields);
      }),
      { numRuns: 50 },
    );
  });
});

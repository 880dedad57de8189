import { describe, expect, it } from 'vitest';
import { correctBoundary } from '../../../src/http/request/content-type.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { allClients } from '../../helpers/users/http-session.js';

const right = 'multipart/form-data; boundary=a';

describe('a Content-Type of the user', () => {
  it.each(['multipart/form-data; boundary=b', 'Multipart/Form-Data'])(
    'is replaced with a warning if it has another boundary than the body: %s',
    (given) => {
      const warnings: string[] = [];
      const headers = ['x', 'content-type', 'Content-Type', given];
      const corrected = correctBoundary(headers, right, (text) => warnings.push(text));
      expect(corrected).toEqual(['x', 'content-type', 'Content-Type', right]);
      expect(warnings).toEqual([expect.stringContaining('the right one is sent')]);
    },
  );

  it.each([
    [right, right],
    ['multipart/mixed; boundary=b', right],
    ['text/plain', right],
    ['multipart/form-data; boundary=b', null],
    ['multipart/form-data; boundary=b', 'application/json'],
  ])('is kept otherwise: %s for a body of %s', (given, contentType) => {
    const headers = ['content-type', given];
    expect(correctBoundary(headers, contentType, () => expect.unreachable())).toBe(headers);
  });
});

it.each(allClients)('lets a multipart body be read that has a copied Content-Type, with %s', async (_, openSession) => {
  const server = await serveAndSee();
  const { session } = openSession(server.url);
  const headers = { 'Content-Type': 'multipart/form-data; boundary=----WebKitFormBoundary' };
  await session.post('/', { multipart: { name: 'Ann' }, headers });
  const { headers: sent, body } = server.last();
  const form = await new Response(body, { headers: { 'content-type': String(sent['content-type']) } }).formData();
  expect(form.get('name')).toBe('Ann');
});

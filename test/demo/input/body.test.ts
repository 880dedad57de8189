import { describe, expect, it } from 'vitest';
import { withService } from '../demo-client.js';

describe('the body of a request', () => {
  const limit = 1000;
  const login = { username: 'ann', password: 'demo-password' };
  const post = (body: Buffer) => ({ body, headers: { 'content-type': 'multipart/form-data; boundary=x' } });

  it('may be as long as the limit, and not a byte longer', () =>
    withService(
      async (client) => {
        const token = await client.login();
        const fits = await client.call('POST', '/files', { token, ...post(Buffer.alloc(limit)) });
        const tooLong = await client.call('POST', '/files', { token, ...post(Buffer.alloc(limit + 1)) });
        expect(fits.status).toBe(400);
        expect(tooLong.status).toBe(413);
        expect(tooLong.json.error).toBe('Expected a body of at most 1000 bytes, got 1001.');
      },
      { maxUploadBytes: limit },
    ));

  it('is refused above the limit if it is chunked, too', () =>
    withService(
      async (client) => {
        const pieces = new ReadableStream({
          start(controller) {
            for (let piece = 0; piece < 11; piece++) controller.enqueue(new Uint8Array(100));
            controller.close();
          },
        });
        const request: RequestInit = { method: 'POST', body: pieces, duplex: 'half' };
        const response = await fetch(`${client.service.url}/files`, request);
        expect(response.status).toBe(413);
      },
      { maxUploadBytes: limit },
    ));

  it('must be JSON where JSON is expected', () =>
    withService(async (client) => {
      const json = { 'content-type': 'application/json' };
      const answers = [
        await client.call('POST', '/auth/login', {
          body: JSON.stringify(login),
          headers: { 'content-type': 'text/plain' },
        }),
        await client.call('POST', '/auth/login', { headers: json }),
        await client.call('POST', '/auth/login', { body: '{"username":', headers: json }),
        await client.call('POST', '/auth/login', { json: [login] }),
        await client.call('POST', '/auth/login', { json: null }),
        await client.call('POST', '/auth/login', {
          body: JSON.stringify(login),
          headers: { 'content-type': 'application/json; charset=utf-8' },
        }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([415, 400, 400, 400, 400, 200]);
      expect(answers[0]?.json.error).toBe('Expected the content type application/json, got text/plain.');
      expect(answers[3]?.json.error).toBe('Expected a JSON object.');
    }));

  it('is limited to 256 KiB except in an upload', () =>
    withService(async (client) => {
      const json = { ...login, more: 'x'.repeat(256 * 1024) };
      expect((await client.call('POST', '/auth/login', { json })).status).toBe(413);
    }));
});

import { describe, expect, it } from 'vitest';
import { webResponse } from '../../../src/http/fetch/web-response.js';
import type { HttpResponse } from '../../../src/http/response/response.js';
import { serveAndSee, serveBytes } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

async function webResponseTo(request: Promise<HttpResponse>): Promise<Response> {
  const response = await request;
  return webResponse(response, response.bytes());
}

describe('webResponse', () => {
  it('creates a real Response with status, headers and body', async () => {
    const server = await serveAndSee(({ url }, response) => {
      if (url === '/a') response.writeHead(302, { location: '/b' }).end();
      else response.writeHead(201, 'Made', { 'x-id': '7', 'set-cookie': ['a=1', 'b=2'] }).end('{"ok":true}');
    });
    const response = await webResponseTo(openSession(server.url).session.get('/a'));
    expect(response).toBeInstanceOf(Response);
    expect(response).toMatchObject({ status: 201, statusText: 'Made', ok: true, redirected: true });
    expect(response.url).toBe(`${server.url}/b`);
    expect([response.headers.get('x-id'), response.headers.getSetCookie()]).toEqual(['7', ['a=1', 'b=2']]);
    expect(await response.json()).toEqual({ ok: true });
    await expect(response.text()).rejects.toThrow(TypeError); // a body can be read once
  });

  it('creates one that can be cloned and streamed', async () => {
    const { session } = openSession((await serveBytes('HTTP/1.1 404 No\r\ncontent-length: 4\r\n\r\nbody')).url);
    const response = await webResponseTo(session.get('/x'));
    const clone = response.clone().clone();
    expect(clone).toMatchObject({ status: 404, url: response.url, redirected: false, ok: false });
    expect(await clone.text()).toBe('body');
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('body');
  });

  it.each([204, 205, 304])('creates no body for status %i', async (status) => {
    const { session } = openSession((await serveBytes(`HTTP/1.1 ${status} X\r\ncontent-length: 0\r\n\r\n`)).url);
    const response = await webResponseTo(session.get('/x'));
    expect([response.status, response.body, await response.text()]).toEqual([status, null, '']);
  });

  it('creates no body for a HEAD', async () => {
    const { session } = openSession((await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n')).url);
    expect(webResponse(await session.head('/x'), null).body).toBe(null);
  });

  it.each([600, 999])('supports any status of a server (%i)', async (status) => {
    const { session } = openSession((await serveBytes(`HTTP/1.1 ${status} Odd\r\ncontent-length: 1\r\n\r\nx`)).url);
    const response = await webResponseTo(session.get('/x'));
    expect([response.status, response.ok, await response.clone().text()]).toEqual([status, false, 'x']);
  });
});

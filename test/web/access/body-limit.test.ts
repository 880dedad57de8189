import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Hono } from 'hono';
import { expect, it, onTestFinished } from 'vitest';
import { bodyLimit } from '../../../src/web/access/body-limit.js';
import { listen } from '../../../src/web/server.js';

const app = new Hono();
app.post('/', bodyLimit(10), async (c) => c.text(`got ${await c.req.text()}`));
app.post('/form', bodyLimit(1000), async (c) => c.json(Object.fromEntries(await c.req.formData())));

/** The status and the body of the reply to these bytes; with requests of the server, which are not Node's own. */
async function send(path: string, ...lines: string[]): Promise<string[]> {
  const server = await listen(app.fetch, { host: '127.0.0.1', port: 0, tls: null });
  onTestFinished(() => server.close());
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write([`POST ${path} HTTP/1.1`, 'host: x', 'connection: close', ...lines].join('\r\n'));
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return [head.slice(9, 12), body];
}

it('passes a request without a body, as curl -X POST sends it', async () => {
  expect(await send('/', '', '')).toEqual(['200', 'got ']);
});

it.each([
  ['announced', ['content-length: 10', '', '0123456789']],
  ['chunked', ['transfer-encoding: chunked', '', '4', '0123', '6', '456789', '0', '', '']],
])('passes a body within the limit, %s', async (_, lines) => {
  expect(await send('/', ...lines)).toEqual(['200', 'got 0123456789']);
});

it('passes a chunked body without bytes', async () => {
  expect(await send('/', 'transfer-encoding: chunked', '', '0', '', '')).toEqual(['200', 'got ']);
});

it.each([
  ['announced', ['content-length: 11', '', '0123456789a']],
  ['chunked', ['transfer-encoding: chunked', '', '6', '012345', '6', '6789ab', '0', '', '']],
])('answers 413 to a larger one, %s', async (_, lines) => {
  expect(await send('/', ...lines)).toEqual(['413', 'The body is over 0.00001 MB.']);
});

it('keeps the fields of a chunked form', async () => {
  const lines = ['content-type: application/x-www-form-urlencoded', 'transfer-encoding: chunked'];
  expect(await send('/form', ...lines, '', '7', 'a=1&b=2', '0', '', '')).toEqual(['200', '{"a":"1","b":"2"}']);
});

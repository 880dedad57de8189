import { describe, expect, it } from 'vitest';
import { RequestHeads } from '../../../src/wire/h1/request-head.js';
import type { TransportRequest } from '../../../src/wire/transport.js';

const heads = new RequestHeads('h:8000');

function request(parts: Partial<TransportRequest> = {}): TransportRequest {
  return { origin: 'http://h:8000', path: '/a?b', method: 'GET', headers: ['accept', '*/*'], body: null, ...parts };
}

describe('the head of a request', () => {
  it('is the text that is sent', () => {
    expect(heads.get(request()).complete).toBe(
      'GET /a?b HTTP/1.1\r\nhost: h:8000\r\nconnection: keep-alive\r\naccept: */*\r\n\r\n',
    );
  });

  it('announces a length of 0 if a server would wait for a body', () => {
    expect(heads.get(request({ method: 'POST' })).complete).toMatch(/\r\ncontent-length: 0\r\n\r\n$/);
    const given = request({ method: 'PUT', headers: ['Content-Length', '0'] });
    expect(heads.get(given).complete.match(/content-length/gi)).toHaveLength(1);
  });

  it('has the Host and Connection headers of the request, if there are any', () => {
    const head = heads.get(request({ headers: ['Host', 'other', 'Connection', 'Close'] }));
    expect(head.complete).toBe('GET /a?b HTTP/1.1\r\nHost: other\r\nConnection: Close\r\n\r\n');
    expect(head.closes).toBe(true);
    expect(heads.get(request()).closes).toBe(false);
  });

  it('rejects a second content-length or host, and closes if any connection header says so', () => {
    for (const headers of [
      ['content-length', '3', 'Content-Length', '4'],
      ['host', 'a', 'Host', 'b'],
    ])
      expect(() => heads.get(request({ headers }))).toThrow(/Expected one header (content-length|host), got/);
    const closing = ['connection', 'close', 'Connection', 'keep-alive'];
    expect(heads.get(request({ headers: closing })).closes).toBe(true);
  });

  it('is built once for equal requests, and again for others', () => {
    const first = heads.get(request());
    expect(heads.get(request({ headers: ['accept', '*/*'] }))).toBe(first);
    for (const other of [{ method: 'HEAD' }, { headers: ['accept', 'x'] }, { headers: [] }, { path: '/' }]) {
      expect(heads.get(request(other))).not.toBe(first);
    }
  });

  it('is cached for a limited number of paths', () => {
    const first = heads.get(request({ path: '/0' }));
    for (let i = 1; i <= 1_000; i++) heads.get(request({ path: `/${i}` }));
    expect(heads.get(request({ path: '/0' }))).not.toBe(first);
    expect(heads.get(request({ path: '/0' }))).toEqual(first);
  });

  it.each([
    ['a method', { method: 'GET / HTTP/1.1\r\nx: y' }],
    ['a method', { method: '' }],
    ['a path', { path: '/ HTTP/1.1\r\nx: y' }],
    ['a path', { path: '/a b' }],
    ['a path', { path: '/ü' }],
    ['the name of a header', { headers: ['x: y\r\nz', '1'] }],
    ['the name of a header', { headers: ['', '1'] }],
    ['the header x', { headers: ['x', 'y\r\nz: 1'] }],
    ['the header x', { headers: ['x', 'y\nz'] }],
    ['the header x', { headers: ['x', 'y\0'] }],
    ['the header x', { headers: ['x', '€'] }],
  ])('rejects header injection and values that cannot be sent: %s (%#)', (what, parts) => {
    const refused = expect.objectContaining({ code: 'BAD_REQUEST_HEAD', message: expect.stringContaining(what) });
    expect(() => heads.get(request(parts))).toThrow(refused);
  });

  it('sends letters of Latin-1 and tabs in a header', () => {
    expect(heads.get(request({ headers: ['x', 'schön\tda'] })).complete).toContain('x: schön\tda\r\n');
  });

  it.each([
    ['CONNECT', { method: 'CONNECT' }],
    ['Transfer-Encoding', { headers: ['Transfer-Encoding', 'chunked'] }],
    ['Upgrade', { headers: ['Upgrade', 'websocket'] }],
  ])('rejects %s, which the transport sets', (what, parts) => {
    const refused = expect.objectContaining({ code: 'BAD_REQUEST_HEAD', message: expect.stringContaining(what) });
    expect(() => heads.get(request(parts))).toThrow(refused);
  });
});

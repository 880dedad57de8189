import { expect, it } from 'vitest';
import { defaultPort, parseEndpoint, unbracketed } from '../../../src/wire/network/endpoint.js';

it.each([
  ['http://127.0.0.1:8000', '127.0.0.1', 8000, false, '127.0.0.1:8000'],
  ['http://example.com', 'example.com', 80, false, 'example.com'],
  ['https://example.com', 'example.com', 443, true, 'example.com'],
  ['https://example.com:80', 'example.com', 80, true, 'example.com:80'],
  ['http://[::1]:8000', '::1', 8000, false, '[::1]:8000'],
])('%s is parsed', (origin, host, port, isSecure, authority) => {
  expect(parseEndpoint(origin)).toEqual({ host, port, isSecure, authority });
});

it.each([
  ['[::1]', '::1'],
  ['example.com', 'example.com'],
])('the host of the hostname %s is %s', (hostname, host) => {
  expect(unbracketed(hostname)).toBe(host);
});

it('knows the ports of URLs without one', () => {
  expect([defaultPort(true), defaultPort(false)]).toEqual([443, 80]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostMap, parseHostPort } from '../../../src/wire/network/host-map.js';

describe('a host map', () => {
  it('prefers host and port, then host, then port, then *', () => {
    const map = new HostMap({
      'api.test:443': '127.0.0.1:1',
      'api.test': '127.0.0.2',
      '*:8080': '127.0.0.3:3',
      '*': '127.0.0.4',
    });
    const places = [map.find('API.test', 443), map.find('api.test', 80), map.find('x', 8080), map.find('x', 99)];
    expect(places.map(({ host, port }) => `${host}:${port}`)).toEqual([
      '127.0.0.1:1',
      '127.0.0.2:80',
      '127.0.0.3:3',
      '127.0.0.4:99',
    ]);
  });

  it('does not change unknown hosts', () => {
    expect(new HostMap({ 'api.test:443': '127.0.0.1' }).find('api.test', 80)).toEqual({ host: 'api.test', port: 80 });
  });

  it('accepts names, and IPv6 addresses with and without brackets', () => {
    const map = new HostMap({
      a: 'localhost',
      b: '::1',
      c: '[::1]:8443',
      '[2001:db8::1]:80': '127.0.0.1:1',
      '::2': 'x',
    });
    const found = [
      map.find('a', 1),
      map.find('b', 1),
      map.find('c', 1),
      map.find('2001:db8::1', 80),
      map.find('::2', 5),
    ];
    expect(found.map(({ host, port }) => [host, port])).toEqual([
      ['localhost', 1],
      ['::1', 1],
      ['::1', 8443],
      ['127.0.0.1', 1],
      ['x', 5],
    ]);
  });

  it.each([
    ['https://api.test', '127.0.0.1'],
    ['api.test', 'http://127.0.0.1'],
    ['api.test', '127.0.0.1:0'],
    ['api.test', '127.0.0.1:65536'],
    ['api.test', ''],
    ['', '127.0.0.1'],
    ['api.test', '*'],
    ['api.test:x', '127.0.0.1'],
    ['a b', '127.0.0.1'],
  ])('rejects %j: %j, quoting the entry', (from, to) => {
    expect(() => new HostMap({ [from]: to })).toThrow(`'${from}': '${to}'`);
  });

  it('parses any host and port', () => {
    const host = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(host, fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }), (name, port) => {
        const bracketed = name.includes(':') ? `[${name}]` : name;
        const expected = { host: name.toLowerCase(), ...(port === undefined ? {} : { port }) };
        expect(parseHostPort(port === undefined ? bracketed : `${bracketed}:${port}`)).toEqual(expected);
      }),
    );
  });
});

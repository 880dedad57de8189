import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNoProxy } from '../../../src/wire/network/no-proxy.js';

describe('hosts without proxy', () => {
  it.each([
    ['example.com', 'example.com', 80, true],
    ['example.com', 'EXAMPLE.com', 80, true],
    ['Example.COM', 'a.example.com', 80, true],
    ['example.com', 'badexample.com', 80, false],
    ['.example.com', 'example.com', 80, true],
    ['.example.com', 'a.b.example.com', 80, true],
    ['*.example.com', 'a.example.com', 80, true],
    ['example.com', 'example.com.evil', 80, false],
    ['example.com:8080', 'example.com', 8080, true],
    ['example.com:8080', 'a.example.com', 80, false],
    ['localhost', '127.0.0.1', 80, false],
    ['127.0.0.1', '127.0.0.1', 80, true],
    ['127.0.0.1', '1.127.0.0.1', 80, false],
    ['127.0.0.1:8000', '127.0.0.1', 8001, false],
    ['10.0.0.0/8', '10.255.3.4', 80, true],
    ['10.0.0.0/8', '11.0.0.1', 80, false],
    ['10.0.0.0/8', '10.0.0.1.example.com', 80, false],
    ['10.0.0.0/33', '10.0.0.1', 80, false],
    ['fd00::/8', 'fd12::1', 80, true],
    ['fd00::/8', 'fe80::1', 80, false],
    ['::1', '::1', 80, true],
    ['[::1]:8080', '::1', 8080, true],
    ['[::1]:8080', '::1', 80, false],
    ['*', 'anything', 1, true],
    ['', 'anything', 1, false],
    ['not/a/rule', 'not', 1, false],
  ])('the rule %j matches %s at port %i: %s', (rules, host, port, expected) => {
    expect(parseNoProxy(rules)(host, port)).toBe(expected);
  });

  it('may be listed with commas, with spaces, and in an array', () => {
    for (const rules of ['a, b', 'a b', ' ,a,,b ', ['a', 'b'], ['a b']]) {
      const bypasses = parseNoProxy(rules);
      expect([bypasses('a', 1), bypasses('b', 1), bypasses('c', 1)]).toEqual([true, true, false]);
    }
  });

  it('match a subnet exactly if their first bits are equal', () => {
    const bits = (address: string) =>
      address
        .split('.')
        .map((part) => Number(part).toString(2).padStart(8, '0'))
        .join('');
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (network, host, length) => {
        const expected = bits(network).slice(0, length) === bits(host).slice(0, length);
        expect(parseNoProxy(`${network}/${length}`)(host, 80)).toBe(expected);
      }),
    );
  });
});

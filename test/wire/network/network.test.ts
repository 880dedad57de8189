import { describe, expect, it } from 'vitest';
import { openNetwork } from '../../../src/wire/network/network.js';
import type { NetworkOptions } from '../../../src/wire/network/network-options.js';
import type { ProxyVariables } from '../../../src/wire/network/proxies.js';

function opened(options: NetworkOptions, variables?: ProxyVariables) {
  return openNetwork(options, false, { className: 'Visitor', variables });
}

const none = { http: '', https: '', noProxy: '' };

describe('the network of a class', () => {
  it('has Locust’s defaults: ten connections, verification, no proxy variables', () => {
    expect(opened({}, { http: 'http://proxy', https: '', noProxy: '' })).toEqual({
      http2: false,
      keepAlive: true,
      connections: 10,
      tls: { rejectUnauthorized: true },
      serverName: null,
      hosts: null,
      lookup: null,
      family: null,
      proxies: null,
      sourceAddresses: [],
      socketPath: null,
    });
  });

  it('has the proxies of the environment if configured', () => {
    const variables = { http: 'http://a', https: 'b:3128', noProxy: 'x.test' };
    const proxies = opened({ proxy: 'environment', noProxy: 'y.test' }, variables).proxies;
    const origins = ['http://z', 'https://z', 'http://x.test', 'http://y.test'];
    expect(origins.map((origin) => proxies?.of(origin)?.host)).toEqual(['a', 'b', undefined, undefined]);
    expect(opened({ proxy: 'environment' }, none).proxies).toBeNull();
  });

  it('rejects proxies of the environment if their variables were not read', () => {
    const error = expect.objectContaining({
      code: 'BAD_NETWORK',
      message:
        "In static network of class Visitor: expected the URL of a proxy, got 'environment' in a run of a script.",
      hint: 'Only the tsloc command reads environment variables: a script gives the URL of the proxy.',
    });
    expect(() => opened({ proxy: 'environment' })).toThrow(error);
  });

  it('rejects invalid proxies and mappings without showing a password', () => {
    const message =
      "In static network of class Visitor: expected the URL of an http, https, socks5 or socks5h proxy, got 'ftp://a'.";
    expect(() => opened({ proxy: 'ftp://me:secret@a' })).toThrow(
      expect.objectContaining({ code: 'BAD_NETWORK', message }),
    );
    expect(() => opened({ proxy: 'environment' }, { ...none, https: 'ftp://me:secret@a' })).toThrow(message);
    expect(() => opened({ resolve: { 'http://a': 'b' } })).toThrow(/got 'http:\/\/a': 'b'\.$/);
  });

  it('has its own lookup only if configured', () => {
    expect(opened({ dnsCache: 0 }).lookup).toBeNull();
    for (const options of [{ dnsCache: 1 }, { dnsCache: 'forever' }, { rotateAddresses: true }] as const)
      expect(opened(options).lookup).toBeTypeOf('function');
  });

  it('is validated first', () => {
    expect(() => opened({ verfy: true } as never)).toThrow(expect.objectContaining({ code: 'BAD_NETWORK' }));
  });
});

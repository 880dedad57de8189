import { describe, expect, it } from 'vitest';
import { Proxies, type ProxyServer, proxyAuthorization } from '../../../src/wire/network/proxies.js';

function only(url: string): ProxyServer {
  return new Proxies(url, '', '').of('http://a') as ProxyServer;
}

describe('a proxy', () => {
  it.each([
    ['http://proxy', 'http', false, 'proxy', 80, true],
    ['proxy:3128', 'http', false, 'proxy', 3128, true],
    ['https://proxy', 'http', true, 'proxy', 443, true],
    ['http://[::1]:8080/', 'http', false, '::1', 8080, true],
    ['socks5://proxy', 'socks5', false, 'proxy', 1080, false],
    ['socks5h://PROXY:99', 'socks5', false, 'PROXY', 99, true],
  ])('%s is parsed', (url, kind, isSecure, host, port, resolvesNames) => {
    expect(only(url)).toMatchObject({ kind, isSecure, host, port, resolvesNames });
  });

  it('has user and password, percent-encoded or not', () => {
    expect(only('http://me:p%40s%3As@proxy')).toMatchObject({ username: 'me', password: 'p@s:s' });
    expect(only('http://100%:x@proxy')).toMatchObject({ username: '100%', password: 'x' });
    expect(proxyAuthorization(only('http://me:secret@proxy'))).toBe(`Basic ${btoa('me:secret')}`);
    expect(proxyAuthorization(only('http://me@proxy'))).toBe(`Basic ${btoa('me:')}`);
    expect(proxyAuthorization(only('http://proxy'))).toBeNull();
  });

  it.each(['ftp://me:secret@proxy', 'http://', 'me:secret@', 'socks4://a', 'http://a b'])(
    '%s is rejected without showing its password',
    (url) => {
      const said = url.replace('me:secret@', '');
      expect(() => only(url)).toThrow(new Error(`'${said}'`));
    },
  );
});

describe('the proxies of a class', () => {
  it('are chosen by scheme', () => {
    const proxies = new Proxies('http://a', 'http://b', '');
    expect([proxies.of('http://x')?.host, proxies.of('https://x')?.host]).toEqual(['a', 'b']);
    expect(new Proxies('', 'http://b', '').of('http://x')).toBeNull();
  });

  it('are not used for hosts that bypass them, by the port of the URL', () => {
    const proxies = new Proxies('http://a', 'http://a', 'x:443,[::1]:80');
    const origins = ['https://x', 'https://x:444', 'http://x', 'http://[::1]', 'http://[::1]:81'];
    expect(origins.map((origin) => proxies.of(origin) === null)).toEqual([true, false, false, true, false]);
  });
});

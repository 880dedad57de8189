import { describe, expect, it } from 'vitest';
import { checkNetworkOptions, type NetworkOptions, networkError } from '../../../src/wire/network/network-options.js';

function complaint(options: object, http2: unknown = false): string {
  try {
    checkNetworkOptions(options as NetworkOptions, http2 as boolean, 'Visitor');
  } catch (error) {
    expect(error).toMatchObject({ name: 'TslocError', code: 'BAD_NETWORK', exitCode: 1 });
    return (error as Error).message.replace('In static network of class Visitor: expected ', '');
  }
  return 'fine';
}

describe('static network', () => {
  it('may be empty, or have all of these options', () => {
    const fine: NetworkOptions[] = [
      {},
      { verify: false, serverName: 'api.test', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' },
      { ca: ['a.pem', Buffer.from('b')], cert: 'c.pem', key: 'c.key', passphrase: '' },
      { pfx: 'c.pfx', passphrase: 'x' },
      { proxy: 'environment', noProxy: ['a', 'b'], resolve: { a: 'b' }, dnsCache: 'forever', rotateAddresses: false },
      { proxy: { http: 'a' }, sourceAddresses: ['127.0.0.2', '::1'], dnsCache: 0.5, keepAlive: false, connections: 1 },
      { sourceAddresses: ['127.0.0.2'], family: 4 },
      { socketPath: '/var/run/docker.sock', verify: false, connections: 100 },
    ];
    expect(fine.map((options) => complaint(options))).toEqual(fine.map(() => 'fine'));
    expect(complaint({ ca: 'a.pem' }, true)).toBe('fine');
  });

  it('may not have unknown names', () => {
    expect(complaint({ verfy: false })).toBe("a known name, got 'verfy'.");
    expect(complaint({ toString: 1 })).toBe("a known name, got 'toString'.");
    const known = expect.stringMatching(/^Known names: verify, ca, .*, connections\.$/);
    expect(() => checkNetworkOptions({ x: 1 } as never, false, 'Visitor')).toThrow(
      expect.objectContaining({ hint: known }),
    );
  });

  it.each([
    [{ verify: '/ca.pem' }, "verify to be true or false, got '/ca.pem'."],
    [{ ca: 5 }, 'ca to be PEM text, the path of a file, or bytes, got 5.'],
    [{ cert: '', key: 'k' }, "cert to be PEM text, the path of a file, or bytes, got ''."],
    [{ serverName: '127.0.0.1' }, "serverName to be a host name, got '127.0.0.1'."],
    [{ serverName: 'api.test:443' }, "serverName to be a host name without port, got 'api.test:443'."],
    [{ minVersion: 'TLS1.2' }, "minVersion to be one of TLSv1, TLSv1.1, TLSv1.2, TLSv1.3, got 'TLS1.2'."],
    [{ minVersion: 1.2 }, 'minVersion to be one of TLSv1, TLSv1.1, TLSv1.2, TLSv1.3, got 1.2.'],
    [
      { proxy: { ftp: 'x' } },
      'proxy to be a URL, one for http and one for https, or \'environment\', got {"ftp":"x"}.',
    ],
    [{ proxy: 'a', noProxy: [1] }, 'noProxy to be hosts, got [1].'],
    [
      { resolve: 'a:b' },
      "resolve to be addresses by host, as in { 'api.example.com:443': '127.0.0.1:8443' }, got 'a:b'.",
    ],
    [
      { resolve: null },
      "resolve to be addresses by host, as in { 'api.example.com:443': '127.0.0.1:8443' }, got null.",
    ],
    [{ dnsCache: -1 }, "dnsCache to be seconds or 'forever', got -1."],
    [{ dnsCache: Number.NaN }, "dnsCache to be seconds or 'forever', got null."],
    [{ sourceAddresses: [] }, 'sourceAddresses to be a list of IP addresses, got [].'],
    [{ sourceAddresses: ['eth0'] }, 'sourceAddresses to be a list of IP addresses, got ["eth0"].'],
    [{ family: 5 }, 'family to be 4 or 6, got 5.'],
    [{ socketPath: '' }, "socketPath to be a string that is not empty, got ''."],
    [{ keepAlive: 'no' }, "keepAlive to be true or false, got 'no'."],
    [{ connections: 0 }, 'connections to be a whole number above 0, got 0.'],
    [{ connections: 1.5 }, 'connections to be a whole number above 0, got 1.5.'],
  ])('may not be %j', (options, message) => {
    expect(complaint(options)).toBe(message);
  });

  it.each([
    [{ cert: 'c' }, 'key with cert, got cert alone.'],
    [{ key: 'k' }, 'cert with key, got key alone.'],
    [{ passphrase: 'p' }, 'key or pfx with passphrase, got passphrase alone.'],
    [{ pfx: 'p', cert: 'c', key: 'k' }, 'either pfx or cert, got both: both hold the certificate.'],
    [{ noProxy: '*' }, 'proxy with noProxy, got noProxy alone.'],
    [{ verify: false, ca: 'a' }, 'either ca or verify: false, got both: verify: false checks no certificate.'],
    [{ minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' }, 'a minVersion of at most maxVersion, got TLSv1.3 and TLSv1.2.'],
    [{ socketPath: 's', proxy: 'p' }, 'either socketPath or proxy, got both: a Unix socket replaces every address.'],
    [{ socketPath: 's', family: 4 }, 'either socketPath or family, got both: a Unix socket replaces every address.'],
    [{ sourceAddresses: ['127.0.0.1', '::1'], family: 4 }, 'sourceAddresses of family 4, got ::1.'],
  ])('may not combine %j', (options, message) => {
    expect(complaint(options)).toBe(message);
  });

  it('may not combine http2 with keepAlive: false, and http2 must be a boolean', () => {
    expect(complaint({ keepAlive: false }, true)).toBe('keep-alive connections with http2, got keepAlive: false.');
    expect(complaint({}, 'yes')).toBe('http2 to be true or false, got yes.');
    for (const odd of [null, 'verify', 5]) expect(complaint(odd as never)).toBe(`an object, got ${odd}.`);
  });

  it('never shows a password in its messages', () => {
    expect(complaint({ passphrase: 5, key: 'k' })).toBe('passphrase to be a string, got a number.');
    expect(complaint({ proxy: ['http://me:secret@proxy'] })).not.toContain('secret');
  });
});

describe('an error in static network', () => {
  it('names the class', () => {
    expect(networkError('Visitor', 'this').message).toBe('In static network of class Visitor: expected this.');
  });
});

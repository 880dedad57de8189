import { describe, expect, it } from 'vitest';
import type { NetworkOptions } from '../../../src/wire/network/network-options.js';
import { serveProxy, serveSocks, type TestProxy } from '../../helpers/servers/proxy.js';
import { deadUrl, serve, serveAndSee, serveRaw } from '../../helpers/servers/server.js';
import { certificate, certificatePath, serveHttp2, serveTls } from '../../helpers/servers/tls-server.js';
import { sessionsBy } from '../../helpers/users/http-session.js';

const ca = certificatePath('ca.pem');

async function outcome(url: string, network: NetworkOptions, http2 = false): Promise<string> {
  const { session, errors } = sessionsBy({ ca, ...network }, http2)(url);
  const response = await session.get('/x?y');
  return errors()[0] ?? response.text();
}

function by({ url }: TestProxy, scheme: string, user = ''): string {
  return url.replace('http://', `${scheme}://${user}`);
}

/** The hosts of the test, and a map of their addresses. */
async function hosts() {
  const plain = await serveAndSee(({ url, headers }, response) => response.end(`${headers.host} ${url}`));
  const secure = await serveTls(({ url, headers }, response) => response.end(`${headers.host} ${url}`));
  return { plain, secure };
}

describe('a proxy for HTTP', () => {
  it('gets plain requests with their URL, and opens tunnels for others, one connection for many requests', async () => {
    const { plain, secure } = await hosts();
    const proxy = await serveProxy();
    const [host, secureHost] = [plain, secure].map(({ url }) => new URL(url).host) as [string, string];
    const { session, errors } = sessionsBy({ ca, proxy: proxy.url })(plain.url);
    for (let i = 0; i < 2; i++) {
      expect((await session.get('/x?y')).text()).toBe(`${host} /x?y`);
      expect((await session.get(`${secure.url}/z`)).text()).toBe(`${secureHost} /z`);
    }
    expect(proxy.asked).toEqual([`GET ${plain.url}/x?y`, `CONNECT ${secureHost}`, `GET ${plain.url}/x?y`]);
    expect([errors(), proxy.accepted, secure.accepted]).toEqual([[null, null, null, null], 2, 1]);
  });

  it('gets user and password from its URL', async () => {
    const { plain, secure } = await hosts();
    const proxy = await serveProxy({ credentials: 'me:p@ss' });
    const known = by(proxy, 'http', 'me:p%40ss@');
    expect(await outcome(plain.url, { proxy: known })).toContain('/x?y');
    expect(await outcome(secure.url, { proxy: known })).toContain('/x?y');
    expect(plain.last().headers).not.toHaveProperty('proxy-authorization');
    for (const proxyUrl of [proxy.url, by(proxy, 'http', 'me:wrong@')]) {
      expect(await outcome(plain.url, { proxy: proxyUrl })).toMatch(/^HTTPError\('407 Client Error: Proxy Auth/);
      const refused = "OSError('Tunnel connection failed: 407 Proxy Authentication Required')";
      expect(await outcome(secure.url, { proxy: proxyUrl })).toBe(refused);
    }
  });

  it.each([
    ['HTTP/1.1 503 Service Unavailable\r\n\r\n', "OSError('Tunnel connection failed: 503 Service Unavailable')"],
    ['hello\r\n', String.raw`BadStatusLine('hello\r\n')`],
    ['', "RemoteDisconnected('Remote end closed connection without response')"],
  ])('that answers %j to CONNECT fails the request as in Locust', async (answer, text) => {
    const { url } = await serveTls();
    const proxy = await serveProxy({ answer });
    expect(await outcome(url, { proxy: proxy.url })).toBe(text);
    await proxy.idle();
  });

  it('may itself be reached over TLS', async () => {
    const { plain, secure } = await hosts();
    const proxy = await serveProxy({
      certificate: { key: certificate('server.key'), cert: certificate('server.pem') },
    });
    const url = proxy.url.replace('http://127.0.0.1', 'https://localhost');
    for (const host of [plain.url, secure.url]) expect(await outcome(host, { proxy: url })).toContain('/x?y');
    expect(proxy.asked).toEqual([`GET ${plain.url}/x?y`, `CONNECT ${new URL(secure.url).host}`]);
    expect(await outcome(plain.url, { proxy: url, ca: certificatePath('self-signed.pem') })).toMatch(/^SSLError/);
  });

  it('supports HTTP/2 through its tunnels', async () => {
    const { url } = await serveHttp2(({ httpVersion }, response) => response.end(httpVersion));
    const proxy = await serveProxy();
    const network = { proxy: by(proxy, 'http') };
    expect([await outcome(url, network, true), proxy.asked.length]).toEqual(['2.0', 1]);
  });

  it('may be one for each scheme, or none', async () => {
    const { plain, secure } = await hosts();
    const proxy = await serveProxy();
    for (const { url } of [plain, secure]) await outcome(url, { proxy: { https: proxy.url } });
    expect(proxy.asked).toEqual([`CONNECT ${new URL(secure.url).host}`]);
  });
});

describe('a proxy for SOCKS5', () => {
  it('reaches hosts of both schemes, and looks up names only with socks5h', async () => {
    const { plain, secure } = await hosts();
    const socks = await serveSocks();
    const named = plain.url.replace('127.0.0.1', 'localhost');
    expect(await outcome(named, { proxy: by(socks, 'socks5'), family: 4 })).toBe(`${new URL(named).host} /x?y`);
    expect(await outcome(named, { proxy: by(socks, 'socks5h') })).toBe(`${new URL(named).host} /x?y`);
    expect(await outcome(secure.url, { proxy: by(socks, 'socks5h') })).toContain('/x?y');
    const [port, securePort] = [plain, secure].map(({ url }) => new URL(url).port);
    expect(socks.asked).toEqual([`127.0.0.1:${port}`, `localhost:${port}`, `localhost:${securePort}`]);
  });

  it('uses the host map of the class if it does not look up names', async () => {
    const { plain } = await hosts();
    const socks = await serveSocks();
    const network = { proxy: by(socks, 'socks5'), resolve: { 'api.test': new URL(plain.url).host } };
    expect(await outcome('http://api.test', network)).toBe('api.test /x?y');
    expect(await outcome('http://nobody-knows.invalid', { proxy: by(socks, 'socks5') })).toMatch(/^gaierror/);
  });
});

describe('any proxy', () => {
  it.each(['http', 'socks5', 'socks5h'])('that does not listen fails the request: %s', async (scheme) => {
    const dead = (await deadUrl()).replace('http', scheme);
    for (const url of ['http://127.0.0.1', 'https://127.0.0.1'])
      expect(await outcome(url, { proxy: dead })).toBe("ConnectionRefusedError(111, 'Connection refused')");
    const unknown = await outcome('http://127.0.0.1', { proxy: `${scheme}://nobody-knows.invalid:1` });
    expect(unknown).toMatch(/^gaierror\(-[23], /);
  });

  it('is not used for hosts of noProxy', async () => {
    const { plain, secure } = await hosts();
    const proxy = await serveProxy();
    for (const noProxy of ['localhost,127.0.0.0/8', ['127.0.0.1', '*.local', 'localhost'], '*'])
      for (const { url } of [plain, secure])
        expect(await outcome(url, { proxy: proxy.url, noProxy })).toContain('/x?y');
    expect(proxy.asked).toEqual([]);
  });

  it('may be mapped to another address', async () => {
    const { plain } = await hosts();
    const proxy = await serveProxy();
    const resolve = { 'proxy.test:3128': new URL(proxy.url).host };
    expect(await outcome(plain.url, { proxy: 'proxy.test:3128', resolve })).toContain('/x?y');
    expect(proxy.asked).toHaveLength(1);
  });

  it.each(['http', 'socks5'])('that never answers does not keep a user from ending: %s', async (scheme) => {
    let asked = 0;
    const silent = await serveRaw((socket) => socket.on('data', () => asked++));
    const { session, samples } = sessionsBy({ proxy: silent.url.replace('http', scheme) })('https://localhost');
    const request = session.get('/');
    while (asked === 0) await new Promise(setImmediate);
    session.cancel(new Error('over'));
    await expect(request).rejects.toThrow('over');
    await silent.idle();
    expect(samples).toEqual([]);
  });

  it('that breaks a tunnel fails the request like a server that closes its connection', async () => {
    const server = await serveTls(({ socket }, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('half');
      setImmediate(() => socket.destroy());
    });
    const [proxy, socks] = [await serveProxy(), await serveSocks()];
    for (const url of [proxy.url, by(socks, 'socks5h')])
      expect(await outcome(server.url, { proxy: url })).toMatch(/IncompleteRead\(\d+ bytes read, \d+ more expected\)/);
    await Promise.all([proxy.idle(), socks.idle()]);
  });
});

describe('a host map', () => {
  it('does not apply to names that a proxy looks up', async () => {
    const { plain } = await hosts();
    const proxy = await serveProxy();
    const elsewhere = await serve((_, response) => response.end('elsewhere'));
    const resolve = { [new URL(plain.url).host]: new URL(elsewhere.url).host };
    expect(await outcome(plain.url, { resolve })).toBe('elsewhere');
    expect(await outcome(plain.url, { resolve, proxy: proxy.url })).toContain('/x?y');
  });
});

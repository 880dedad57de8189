import { connect, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AlpnDispatcher } from '../../../src/wire/undici/alpn-dispatcher.js';
import { startMisbehavingHttp2 } from '../../helpers/misbehaving/misbehaving-http2.js';
import { deadUrl } from '../../helpers/servers/server.js';
import { certificate, certificatePath, serveHttp2, serveTls } from '../../helpers/servers/tls-server.js';
import { sessionsBy } from '../../helpers/users/http-session.js';

const ca = certificatePath('ca.pem');
const open = sessionsBy({ ca }, true);

describe('an HTTP/2 connection', () => {
  it('that the server is about to close finishes its requests, and later ones use a new connection', async () => {
    const held: (() => void)[] = [];
    const server = await serveHttp2((_, response) => {
      held.push(() => response.end('late'));
      if (held.length === 5) server.sessions[0]?.close();
    });
    const { session, errors } = open(server.url);
    const early = Array.from({ length: 5 }, () => session.get('/early'));
    while (held.length < 5) await new Promise(setImmediate);
    const late = session.get('/late');
    while (held.length < 6) await new Promise(setImmediate);
    expect(server.sessions).toHaveLength(2);
    for (const answer of held) answer();
    for (const response of await Promise.all([...early, late])) expect(response.text()).toBe('late');
    expect(errors()).toEqual(Array(6).fill(null));
  });

  it('that ends after a few requests has answered each of them, and none was sent twice', async () => {
    const server = await startMisbehavingHttp2();
    onTestFinished(() => server.close());
    const { session, errors } = open(server.url);
    const texts = [];
    for (let i = 0; i < 8; i++) texts.push((await session.post('/last-of-three', { json: { order: i } })).text());
    expect([texts, errors(), server.asked.length]).toEqual([Array(8).fill('abc'), Array(8).fill(null), 8]);
  });

  it('that is lost is opened again once for all requests in the meantime', async () => {
    const server = await serveHttp2((_, response) => response.end('fine'));
    const { session, errors } = open(server.url);
    for (let round = 1; round <= 3; round++) {
      await Promise.all(Array.from({ length: 10 }, () => session.get('/')));
      expect(server.accepted).toBe(round);
      server.connections.at(-1)?.destroy();
      await server.idle();
      await new Promise(setImmediate);
    }
    expect(new Set(errors())).toEqual(new Set([null]));
  });

  it('that cannot be opened fails each waiting request, once', async () => {
    const url = (await deadUrl()).replace('http', 'https');
    const { session, errors } = open(url);
    await Promise.all(Array.from({ length: 5 }, () => session.get('/')));
    expect(errors()).toEqual(Array(5).fill("ConnectionRefusedError(111, 'Connection refused')"));
    const { url: wrongHost } = await serveTls(undefined, { name: 'wrong-host' });
    const { session: careful, errors: its } = open(wrongHost);
    await Promise.all([careful.get('/'), careful.get('/')]);
    expect(its()).toEqual(Array(2).fill(expect.stringContaining("certificate is not valid for 'localhost'")));
  });

  it('that is being opened when the user ends is dropped, with all waiting requests', async () => {
    const server = await serveHttp2((_, response) => response.end('fine'));
    const { session, samples } = open(server.url);
    const requests = [session.get('/'), session.get('/')];
    session.cancel(new Error('over'));
    for (const request of requests) await expect(request).rejects.toThrow('over');
    await server.idle();
    session.reopen();
    expect((await session.get('/')).text()).toBe('fine');
    expect(samples).toHaveLength(1);
  });

  it('that has just been opened when the user ends is dropped without an exception', async () => {
    const { url, idle } = await serveHttp2((_, response) => response.end('fine'));
    const { hostname, port, origin } = new URL(url);
    const dial = (_: unknown, callback: (error: null, socket: TLSSocket) => void) => {
      const socket = connect({ host: hostname, port: Number(port), ca: certificate('ca.pem'), ALPNProtocols: ['h2'] });
      return socket.once('secureConnect', () => callback(null, socket));
    };
    const parts = { origin, localAddress: undefined, dial, openPlain: () => {}, onProtocol: () => {} };
    const wire = new AlpnDispatcher(parts as never);
    const error = await new Promise((resolve) => {
      const onConnect = () => wire.destroy(new Error('over'), () => {});
      wire.dispatch({ origin, path: '/', method: 'GET', headers: [], body: null }, {
        onConnect,
        onError: resolve,
      } as never);
    });
    expect(error).toMatchObject({ message: 'over' });
    await idle();
  });

  it('is reported in the phases', async () => {
    const { url } = await serveHttp2((_, response) => response.end('fine'));
    const { session } = open(url);
    const [first, second] = [await session.get('/', { phases: true }), await session.get('/', { phases: true })];
    expect(first.phases).toMatchObject({ connect: expect.any(Number), tls: expect.any(Number) });
    expect(second.phases).toMatchObject({ connect: null, tls: null, firstByte: expect.any(Number) });
  });
});

describe('a connection to a server without HTTP/2', () => {
  it('is used for the first request, and kept', async () => {
    const server = await serveTls(({ httpVersion, method }, response) => response.end(`${method} ${httpVersion}`));
    const { session, errors } = open(server.url);
    for (const method of ['GET', 'POST', 'GET'])
      expect((await session.request(method, '/')).text()).toBe(`${method} 1.1`);
    expect([server.accepted, errors()]).toEqual([1, [null, null, null]]);
  });

  it('is opened again, without ALPN for HTTP/2, when it is lost', async () => {
    const server = await serveTls((_, response) => response.writeHead(200, { connection: 'close' }).end('bye'));
    const { session, errors } = open(server.url);
    for (let i = 0; i < 3; i++) expect((await session.get('/')).text()).toBe('bye');
    expect([server.accepted, errors()]).toEqual([3, [null, null, null]]);
    expect(server.connections.map(({ alpnProtocol }) => alpnProtocol)).toEqual(Array(3).fill('http/1.1'));
  });
});

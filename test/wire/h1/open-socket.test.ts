import tls, { type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSocket, type SocketOwner } from '../../../src/wire/h1/open-socket.js';
import { SocketSettings } from '../../../src/wire/h1/socket-settings.js';
import { SocketTransport } from '../../../src/wire/h1/socket-transport.js';
import { serveProxy } from '../../helpers/servers/proxy.js';
import { deadUrl, serve, serveAndSee, serveRaw, type TestServer } from '../../helpers/servers/server.js';
import { certificate, serveTls } from '../../helpers/servers/tls-server.js';
import { fastOptions, openFastSession, openSession } from '../../helpers/users/http-session.js';

/** Opens a socket and records its events; `closed` resolves at the last one. */
function openRecorded(url: string) {
  const seen: string[] = [];
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const owner: SocketOwner = {
    isPaused: false,
    onReady: () => {},
    onOpen: () => void seen.push('open'),
    onBytes: (bytes) => void seen.push(bytes.toString()),
    onBorrowedBytes: (bytes, length) => void seen.push(bytes.toString('utf8', 0, length)),
    onEnd: () => void seen.push('end'),
    onSocketError: (error) => void seen.push((error as NodeJS.ErrnoException).code ?? error.message),
    onClose: () => close(),
  };
  const socket = openSocket(new SocketSettings(fastOptions).origin(url), fastOptions, owner);
  return { seen, socket, closed };
}

describe('a socket', () => {
  it('accepts writes before it is open, and passes on received bytes until the end', async () => {
    const server = await serveRaw((socket) => socket.once('data', (data) => socket.end(`got ${data}`)));
    const { seen, socket, closed } = openRecorded(server.url);
    socket.write('hello');
    await closed;
    expect(seen).toEqual(['open', 'got hello', 'end']);
  });

  it('reports why it cannot be opened', async () => {
    const { seen, closed } = openRecorded(await deadUrl());
    await closed;
    expect(seen).toEqual(['ECONNREFUSED']);
  });
});

/** The expected errors of one request, which failed with a message that contains `text`. */
const failed = (text: string) => [expect.stringContaining(text)];

describe('TLS of a fast user', () => {
  it('accepts any certificate, as Locust’s does', async () => {
    for (const name of ['server', 'self-signed', 'expired']) {
      const server = await serveTls(undefined, { name });
      const { session, errors } = openFastSession(server.url);
      for (let i = 0; i < 3; i++) expect((await session.get('/')).text()).toBe('secret');
      expect([errors(), server.connections.length]).toEqual([[null, null, null], 1]);
    }
  });

  it('is negotiated once per user, also for concurrent requests', async () => {
    const server = await serveTls((_, response) => response.end('fine'));
    const sessions = Array.from({ length: 8 }, () => openFastSession(server.url).session);
    for (let round = 0; round < 50; round++) await Promise.all(sessions.map((session) => session.get('/')));
    expect(server.connections).toHaveLength(8);
  });

  it('serves more concurrent requests than a user may have connections', async () => {
    const server = await serveTls((_, response) => response.end('fine'));
    const { session, errors } = openFastSession(server.url);
    await Promise.all(Array.from({ length: 100 }, () => session.get('/')));
    expect(errors()).toEqual(Array(100).fill(null));
  });

  it('rejects certificates that Node’s CAs have not signed, if the class is not insecure', async () => {
    const server = await serveTls();
    const { session, errors } = openFastSession(server.url, { insecure: false });
    await session.get('/');
    expect(errors()).toEqual(failed('SSLCertVerificationError'));
  });

  it('follows NODE_TLS_REJECT_UNAUTHORIZED if the class has no setting', async () => {
    const server = await serveTls();
    const { session, errors } = openSession(server.url);
    const previous = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    onTestFinished(() => {
      if (previous === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = previous;
    });
    await session.get('/');
    expect(errors()).toEqual([null]);
  });

  it('sends the host name (SNI), and offers HTTP/1.1', async () => {
    const server = await serveTls(undefined, { ALPNProtocols: ['h2', 'http/1.1'] });
    await openFastSession(server.url).session.get('/');
    expect(server.connections[0]).toMatchObject({ servername: 'localhost', alpnProtocol: 'http/1.1' });
  });

  it('resumes the session of another user of the class', async () => {
    const reused: unknown[] = [];
    const server = await serveTls(({ socket }, response) => {
      reused.push((socket as TLSSocket).isSessionReused());
      response.end();
    });
    const settings = new SocketSettings(fastOptions);
    for (let i = 0; i < 3; i++) {
      const { session } = openSession(server.url, () => {}, new SocketTransport(settings));
      await session.get('/');
      session.cancel(new Error('over'));
    }
    expect(reused).toEqual([false, true, true]);
  });

  it('transfers large bodies in both directions', async () => {
    const server = await serveTls((request, response) => request.pipe(response));
    const { session } = openFastSession(server.url);
    const body = Buffer.alloc(2_000_000, 'abc');
    expect((await session.post('/', { body })).bytes().equals(body)).toBe(true);
  });

  it('fails with the text of HttpUser if the server does not speak TLS', async () => {
    const plain = await serve((_, response) => response.end());
    const { session, errors } = openFastSession(plain.url.replace('http:', 'https:'));
    await session.get('/');
    expect(errors()).toEqual(failed('SSLError'));
  });
});

describe('a proxy of a fast user', () => {
  const through = ({ url }: TestServer) => ({ host: '127.0.0.1', port: Number(new URL(url).port) });

  it('reaches http and https hosts, with one tunnel per connection', async () => {
    const proxy = await serveProxy();
    for (const server of [await serveAndSee((_, response) => response.end('secret')), await serveTls()]) {
      const { session, errors } = openFastSession(server.url, { proxy: through(proxy) });
      for (let i = 0; i < 3; i++) expect((await session.get('/')).text()).toBe('secret');
      expect([errors(), server.accepted]).toEqual([[null, null, null], 1]);
    }
    expect(proxy.asked).toEqual([
      expect.stringMatching(/^CONNECT 127\.0\.0\.1:/),
      expect.stringMatching(/^CONNECT localhost:/),
    ]);
  });

  it('does not change whose certificate is expected: that of the host, also if it is an address', async () => {
    const names: string[] = [];
    const { createSecureContext, checkServerIdentity } = tls;
    vi.spyOn(tls, 'createSecureContext').mockImplementation((options) =>
      createSecureContext({ ...options, ca: certificate('ca.pem') }),
    );
    vi.spyOn(tls, 'checkServerIdentity').mockImplementation((name, presented) => {
      names.push(name);
      return checkServerIdentity(name, presented);
    });
    onTestFinished(() => void vi.restoreAllMocks());
    const { port } = new URL((await serveTls()).url);
    const other = new URL((await serveTls(undefined, { name: 'wrong-host' })).url);
    const proxy = { host: 'localhost', port: Number(new URL((await serveProxy()).url).port) };
    for (const url of [`https://127.0.0.1:${port}`, `https://localhost:${port}`, `https://127.0.0.1:${other.port}`]) {
      for (const route of [{ proxy }, {}]) {
        const { session, errors } = openFastSession(url, { ...route, insecure: false });
        await session.get('/');
        expect(errors()).toEqual(url.endsWith(other.port) ? failed('SSLCertVerificationError') : [null]);
      }
    }
    const [address, name] = ['127.0.0.1', 'localhost'];
    expect(names).toEqual([address, address, name, name, address, address]);
  });

  it('that refuses causes failed requests, and the user continues', async () => {
    const proxy = await serveProxy({ credentials: 'ann:secret' });
    const server = await serveAndSee();
    const { session, errors } = openFastSession(server.url, { proxy: through(proxy) });
    for (let i = 0; i < 2; i++) await session.get('/');
    expect(errors()).toEqual(Array(2).fill(expect.stringContaining('Tunnel connection failed: 407')));
    expect(server.seen).toEqual([]);
  });

  it('that does not listen or does not answer causes failed requests', async () => {
    const dead = new URL(await deadUrl());
    const gone = openFastSession('http://h.test', { proxy: { host: dead.hostname, port: Number(dead.port) } });
    await gone.session.get('/');
    expect(gone.errors()).toEqual(failed('ConnectionRefusedError'));
    const silent = await serveRaw((socket) => void socket.resume());
    const waiting = openFastSession('http://h.test', { proxy: through(silent), connectTimeoutMs: 200 });
    await waiting.session.get('/');
    expect(waiting.errors()).toEqual(failed('ConnectTimeoutError'));
    await silent.idle();
  });

  it('is disconnected when the user ends', async () => {
    const silent = await serveRaw((socket) => void socket.resume());
    const { session } = openFastSession('http://h.test', { proxy: through(silent) });
    const reason = new Error('over');
    const answer = session.get('/');
    while (silent.open === 0) await new Promise(setImmediate);
    session.cancel(reason);
    await expect(answer).rejects.toBe(reason);
    await silent.idle();
  });
});

import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { now } from '../../../src/util/loop/clock.js';
import { defaultSocketOptions, SocketSettings } from '../../../src/wire/h1/socket-settings.js';
import { SocketTransport } from '../../../src/wire/h1/socket-transport.js';
import { serve, serveAndSee } from '../../helpers/servers/server.js';
import { openFastSession, openSession } from '../../helpers/users/http-session.js';

/** Delays every response until it is released. */
async function heldServer() {
  const held: (() => void)[] = [];
  const server = await serve((_, response) => void held.push(() => response.end('ok')));
  const until = async (count: number) => {
    while (held.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { server, held, until };
}

/** A user with one connection, after its first request; its timeout ticker ticks ten times in `readTimeoutMs`. */
async function idleUser(readTimeoutMs: number) {
  const peers: Socket[] = [];
  const server = await serve((request, response) => {
    peers.push(request.socket);
    response.end('ok');
  });
  const settings = new SocketSettings({ ...defaultSocketOptions, readTimeoutMs });
  const { session, errors } = openSession(server.url, undefined, new SocketTransport(settings));
  await session.get('/');
  return { server, peers, settings, session, errors };
}

describe('the connections of a fast user', () => {
  it('are one while its requests follow one another', async () => {
    const server = await serveAndSee();
    const { session } = openFastSession(server.url);
    for (const method of ['GET', 'HEAD', 'POST', 'HEAD', 'DELETE', 'OPTIONS', 'PUT', 'PATCH', 'GET'])
      await session.request(method, '/x');
    expect(server.accepted).toBe(1);
  });

  it('are as many as requests overlap, up to a limit, and the rest wait in order', async () => {
    const { server, held, until } = await heldServer();
    const { session, errors } = openFastSession(server.url, { connections: 3 });
    const all = Array.from({ length: 8 }, (_, i) => session.get(`/${i}`));
    await until(3);
    expect([held.length, server.accepted]).toEqual([3, 3]);
    for (let done = 0; done < 8; done++) {
      await until(done + 1);
      held[done]?.();
    }
    await Promise.all(all);
    expect([server.accepted, errors()]).toEqual([3, Array(8).fill(null)]);
  });

  it('are not opened for requests that were cancelled while they waited', async () => {
    const { server, until } = await heldServer();
    const transport = new SocketTransport(new SocketSettings({ ...defaultSocketOptions, connections: 1 }));
    const request = { origin: server.url, path: '/', method: 'GET', headers: [], body: null };
    const openings: string[] = [];
    const errors: Error[] = [];
    let abort = (_reason: Error) => {};
    const send = (name: string, cancelledBy: () => Error | null = () => null) =>
      transport.send(request, {
        slot: null,
        get cancelledBy() {
          return cancelledBy();
        },
        onOpening: () => void openings.push(name),
        onConnect: (given) => {
          abort = given;
        },
        onHeaders: () => true,
        onData: () => true,
        onComplete: () => {},
        onError: (error) => void errors.push(error),
      });
    send('sent');
    await until(1);
    const late = new Error('too late');
    for (let n = 0; n < 3; n++) send('cancelled', () => late);
    send('waiting');
    abort(new Error('stopped'));
    await until(2);
    expect(openings).toEqual(['sent', 'waiting']);
    expect(errors.map(({ message }) => message).sort()).toEqual(['stopped', ...Array(3).fill('too late')]);
    transport.drop(new Error('over'));
  });

  it('open a new one for waiting requests when one is lost', async () => {
    let count = 0;
    const server = await serve((request, response) => {
      if (count++ === 0) request.socket.destroy();
      else response.end('ok');
    });
    const { session, errors } = openFastSession(server.url, { connections: 1 });
    await Promise.all([session.post('/a'), session.post('/b')]);
    expect(errors()).toEqual([expect.stringContaining('RemoteDisconnected'), null]);
  });

  it('are all dropped with the user, waiting requests included', async () => {
    const { server, until } = await heldServer();
    const { session, samples } = openFastSession(server.url, { connections: 2 });
    const reason = new Error('over');
    const all = Promise.allSettled([session.get('/1'), session.get('/2'), session.get('/3')]);
    await until(2);
    session.cancel(reason);
    expect((await all).map((one) => one.status === 'rejected' && one.reason)).toEqual([reason, reason, reason]);
    await server.idle();
    expect(samples).toEqual([]);
  });

  it('replace an idle one that the server closed, so that no POST is lost on it', async () => {
    const { server, peers, settings, session, errors } = await idleUser(2_000);
    const { tick } = settings.ticker;
    while (settings.ticker.tick === tick) await new Promise((resolve) => setTimeout(resolve, 10));
    peers[0]?.destroy(); // the close has arrived but has not been read yet
    await session.post('/');
    expect([errors(), server.accepted]).toEqual([[null, null], 2]);
  });

  it('replace those that the server closed while a task or debugger blocked the process', async () => {
    const { server, peers, session, errors } = await idleUser(3_000);
    peers[0]?.destroy();
    const from = now();
    while (now() - from < 450);
    await session.post('/');
    expect([errors(), server.accepted]).toEqual([[null, null], 2]);
  });

  it('replace those that a server closes right after its responses, once that has happened before', async () => {
    const peers: Socket[] = [];
    const server = await serve((request, response) => {
      peers.push(request.socket);
      if (request.url === '/lost') request.socket.destroy();
      else response.end('ok');
    });
    const { session, errors } = openSession(server.url);
    await session.get('/');
    await session.get('/lost');
    for (let i = 0; i < 3; i++) {
      await session.get('/');
      peers.at(-1)?.destroy(); // the close has arrived but has not been read yet
    }
    await session.post('/');
    expect(errors()).toEqual([null, expect.stringContaining('RemoteDisconnected'), null, null, null, null]);
    // One for the first two requests, one for the second attempt of the lost request, and one for each closed connection.
    expect(server.accepted).toBe(6);
  });

  it('serve thousands of waiting requests, most of them cancelled', async () => {
    const { server, held, until } = await heldServer();
    const { session, errors } = openFastSession(server.url, { connections: 2 });
    const first = [session.get('/1'), session.get('/2')];
    await until(2);
    const late = Array.from({ length: 5_000 }, () => session.get('/late', { timeout: { total: 0.05 } }));
    await Promise.all(late);
    const last = session.get('/last');
    for (const answer of held.splice(0)) answer();
    await Promise.all(first);
    await until(1);
    held[0]?.();
    expect((await last).text()).toBe('ok');
    expect(errors().filter((error) => error === null)).toHaveLength(3);
    expect(server.accepted).toBe(2);
  });

  it('resend a request on a new connection if its own is lost, also while other requests wait', async () => {
    const times = new Map<string, number>();
    const served = new WeakSet<Socket>();
    const server = await serve(({ url = '', socket }, response) => {
      times.set(url, (times.get(url) ?? 0) + 1);
      if (served.has(socket)) socket.destroy();
      else response.end('ok');
      served.add(socket);
    });
    const { session, errors } = openFastSession(server.url, { connections: 1 });
    await Promise.all(Array.from({ length: 20 }, (_, i) => session.get(`/${i}`)));
    expect(Math.max(...times.values())).toBe(2);
    expect(errors()).toEqual(Array(20).fill(null));
  });
});

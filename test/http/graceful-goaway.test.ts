import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { onGracefulGoaway } from '../../src/http/graceful-goaway.js';
import { sessionsBy } from '../helpers/http-session.js';
import { startMisbehavingHttp2 } from '../helpers/misbehaving-http2.js';
import { certificatePath } from '../helpers/tls-server.js';

async function open() {
  const server = await startMisbehavingHttp2();
  onTestFinished(() => server.close());
  return { server, ...sessionsBy({ ca: certificatePath('ca.pem') }, true)(server.url) };
}

describe('a server that ends its HTTP/2 connection', () => {
  it('in good order answers what it has taken, and takes what comes next on another connection', async () => {
    const { server, session, errors } = await open();
    const texts = [];
    for (let i = 0; i < 8; i++) texts.push((await session.post('/last-of-three', { json: { order: i } })).text());
    expect(texts).toEqual(Array(8).fill('abc'));
    expect(errors()).toEqual(Array(8).fill(null));
    expect(server.asked).toHaveLength(8); // and none of them twice
  });

  it('because of an error fails what is under way, and no more', async () => {
    const { session, errors } = await open();
    await session.get('/goaway-instead');
    expect((await session.get('/fine')).text()).toBe('fine');
    expect(errors()).toEqual(["RemoteDisconnected('Remote end closed connection without response')", null]);
  });
});

describe('onGracefulGoaway', () => {
  function connection() {
    const session = Object.assign(new EventEmitter(), { goaway: () => {} });
    const socket = Object.assign(new EventEmitter(), { [Symbol('http2Session')]: session });
    const seen: string[] = [];
    session.on('goaway', (code: number) => seen.push(`theirs ${code}`));
    onGracefulGoaway(socket as unknown as Socket, () => seen.push('retired'));
    return { session, seen };
  }

  it('retires a connection once, however often its server says goodbye', () => {
    const { session, seen } = connection();
    session.emit('goaway', 0, 2 ** 31 - 1);
    session.emit('goaway', 0, 5);
    expect(seen).toEqual(['retired']);
  });

  it('leaves errors to the listener that was there', () => {
    const { session, seen } = connection();
    session.emit('goaway', 11);
    expect(seen).toEqual(['theirs 11']);
  });

  it('leaves a connection alone that is not of HTTP/2', () => {
    expect(() => onGracefulGoaway(new EventEmitter() as unknown as Socket, () => {})).not.toThrow();
  });
});

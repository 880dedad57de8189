import { describe, expect, it } from 'vitest';
import { openSocket, type SocketOwner } from '../../src/http/open-socket.js';
import { SocketSettings } from '../../src/http/socket-settings.js';
import { fastOptions } from '../helpers/http-session.js';
import { deadUrl, serveRaw } from '../helpers/server.js';

/** Notes what it is told; `closed` resolves at the last event. */
function witness(url: string) {
  const seen: string[] = [];
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const owner: SocketOwner = {
    isPaused: false,
    onOpen: () => void seen.push('open'),
    onBytes: (bytes) => void seen.push(bytes.toString()),
    onEnd: () => void seen.push('end'),
    onSocketError: (error) => void seen.push((error as NodeJS.ErrnoException).code ?? error.message),
    onClose: () => close(),
  };
  const socket = openSocket(new SocketSettings(fastOptions).origin(url), fastOptions, owner);
  return { seen, socket, closed };
}

describe('a socket', () => {
  it('takes what is written before it is open, and tells what comes until the end', async () => {
    const server = await serveRaw((socket) => socket.once('data', (data) => socket.end(`got ${data}`)));
    const { seen, socket, closed } = witness(server.url);
    socket.write('hello');
    await closed;
    expect(seen).toEqual(['open', 'got hello', 'end']);
  });

  it('gives bytes that nobody else writes to', async () => {
    const server = await serveRaw((socket) => void socket.write('a'.repeat(100)));
    const bytes: Buffer[] = [];
    const first = Array.from({ length: 5 }, async () => {
      await new Promise<void>((resolve) => {
        const { socket } = witness(server.url);
        const owner = socket as unknown as Record<symbol, SocketOwner>;
        const [key] = Object.getOwnPropertySymbols(socket).filter((symbol) => symbol.description === 'owner');
        (owner[key as symbol] as { onBytes: unknown }).onBytes = (piece: Buffer) => {
          bytes.push(piece);
          socket.destroy();
          resolve();
        };
      });
    });
    await Promise.all(first);
    expect(bytes.map(String)).toEqual(Array(5).fill('a'.repeat(100)));
  });

  it('tells what keeps it from opening', async () => {
    const { seen, closed } = witness(await deadUrl());
    await closed;
    expect(seen).toEqual(['ECONNREFUSED']);
  });
});

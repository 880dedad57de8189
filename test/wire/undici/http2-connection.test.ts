import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RequestSlot, ResponseHandler } from '../../../src/wire/transport.js';
import { Http2Connection } from '../../../src/wire/undici/http2-connection.js';
import { certificate, serveHttp2 } from '../../helpers/servers/tls-server.js';
import { sessionsBy } from '../../helpers/users/http-session.js';
import { until } from '../../helpers/users/start-user.js';

/** The result of a request. */
class Ending implements ResponseHandler {
  slot: RequestSlot | null = null;
  end: string | null = null;
  onConnect() {}
  onHeaders() {
    return true;
  }
  onData() {
    return true;
  }
  onComplete() {
    this.end = 'complete';
  }
  onError(error: Error) {
    this.end = error.message;
  }
}

/** A connection to a server that answers as the test says, and never closes it. */
async function connected() {
  const answers: (() => void)[] = [];
  const server = await serveHttp2((_, response) => answers.push(() => response.end('fine')));
  const { port, origin } = new URL(server.url);
  const socket = connect({ port: Number(port), host: '127.0.0.1', ALPNProtocols: ['h2'], rejectUnauthorized: false });
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => socket.once('secureConnect', resolve));
  const refused: number[] = [];
  let isGone = false;
  const connection = new Http2Connection(origin, socket, {
    onRefused: (_request, _handler, tries) => refused.push(tries),
    onClosed: () => {
      isGone = true;
    },
  });
  const send = () => {
    const ending = new Ending();
    connection.send({ origin, path: '/', method: 'GET', headers: [], body: null }, ending, 1);
    return ending;
  };
  return { server, answers, connection, socket, send, isGone: () => isGone };
}

describe('an HTTP/2 connection after GOAWAY', () => {
  it('accepts no new requests, and closes after the last pending one', async () => {
    const { server, answers, connection, socket, send, isGone } = await connected();
    const [first, second] = [send(), send()];
    await until(() => answers.length === 2);
    expect(connection.isOpen).toBe(true);
    server.sessions[0]?.goaway(0);
    await until(() => !connection.isOpen);
    answers[0]?.();
    await until(() => first.end !== null);
    expect([first.end, second.end, socket.destroyed]).toEqual(['complete', null, false]);
    answers[1]?.();
    await until(isGone);
    expect([second.end, socket.destroyed]).toEqual(['complete', true]);
  });

  it('is closed at once without a pending request', async () => {
    const { server, answers, socket, send, isGone } = await connected();
    const only = send();
    await until(() => answers.length === 1);
    answers[0]?.();
    await until(() => only.end !== null);
    expect(socket.destroyed).toBe(false);
    server.sessions[0]?.goaway(0);
    await until(isGone);
  });

  it('is closed when its user drops it, and pending requests fail with the reason', async () => {
    const { server, answers, connection, send, isGone } = await connected();
    const ending = send();
    await until(() => answers.length === 1);
    server.sessions[0]?.goaway(0);
    await until(() => !connection.isOpen);
    connection.destroy(new Error('over'));
    expect(ending.end).toBe('over');
    await until(isGone);
  });
});

it('a peer that agrees on HTTP/2 and speaks HTTP/1.1 fails the request at once', async () => {
  const server = createServer(
    { key: certificate('server.key'), cert: certificate('server.pem'), ALPNProtocols: ['h2'] },
    (socket) => socket.on('error', () => {}).once('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { session, errors } = sessionsBy({ verify: false }, true)(`https://127.0.0.1:${port}`);
  await session.get('/');
  expect(errors()).toEqual([expect.stringMatching(/^HTTP2Error\('/)]);
});

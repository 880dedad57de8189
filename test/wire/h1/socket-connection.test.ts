import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SocketSettings } from '../../../src/wire/h1/socket-settings.js';
import { SocketTransport } from '../../../src/wire/h1/socket-transport.js';
import type { ResponseHandler } from '../../../src/wire/transport.js';
import { serve, serveBytes, serveRaw } from '../../helpers/servers/server.js';
import { serveTls } from '../../helpers/servers/tls-server.js';
import { fastOptions, openFastSession, openSession } from '../../helpers/users/http-session.js';
import { until } from '../../helpers/users/start-user.js';

const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

/** Answers the first request of each connection, and closes the connection at the second. */
function serveOneRequestEach(first = answer) {
  const seen: string[] = [];
  const server = serveRaw((socket) => {
    let count = 0;
    socket.on('data', (data) => {
      seen.push(data.toString().split(' ', 1)[0] as string);
      if (count++ === 0) socket.write(first);
      else socket.destroy();
    });
  });
  return server.then((one) => Object.assign(one, { seen }));
}

describe('a received body', () => {
  it('is not changed by later reads of other sockets', async () => {
    const server = await serve((request, response) => response.end((request.url ?? '').repeat(50)));
    const sessions = Array.from({ length: 5 }, () => openFastSession(server.url).session);
    const ask = (path: string) => Promise.all(sessions.map((session, i) => session.get(`/${path}${i}`)));
    const responses = [...(await ask('a')), ...(await ask('b'))];
    const texts = ['a', 'b'].flatMap((path) => sessions.map((_, i) => `/${path}${i}`.repeat(50)));
    expect(responses.map((response) => response.text())).toEqual(texts);
    expect(responses.map(({ headers }) => headers.get('content-length'))).toEqual(Array(10).fill('150'));
  });
});

describe('responses that arrive in one poll', () => {
  it.each([
    ['in one piece', serve],
    ['in two pieces, over TLS', serveTls],
  ])('are timed independently of the processing of earlier ones: %s', async (_, start) => {
    const waiting: ServerResponse[] = [];
    const server = await start((_, response) => {
      waiting.push(response);
      if (waiting.length < 5) return;
      for (const one of waiting.splice(0)) {
        if (start === serveTls) one.flushHeaders();
        one.end('ok');
      }
    });
    const blockEventLoop = () => {
      for (const end = performance.now() + 40; performance.now() < end; );
    };
    const transport = () => new SocketTransport(new SocketSettings(fastOptions));
    const users = Array.from({ length: 5 }, () => openSession(server.url, blockEventLoop, transport()));
    const ask = () => Promise.all(users.map(({ session }) => session.get('/')));
    await ask(); // on new connections; later rounds reuse them
    let spread = Number.POSITIVE_INFINITY;
    // A busy machine may interrupt the sending of the requests, but not each time.
    for (let round = 1; round <= 5 && spread >= 40; round++) {
      await ask();
      const times = users.map(({ samples }) => samples[round]?.responseTime as number);
      expect(Math.min(...times)).toBeGreaterThan(0);
      spread = Math.max(...times) - Math.min(...times);
    }
    expect(spread).toBeLessThan(40);
  });

  it('do not affect the time of a request that fails between them', async () => {
    const waiting: ServerResponse[] = [];
    const server = await serve((_, response) => {
      waiting.push(response);
      if (waiting.length === 3) for (const one of waiting.splice(0)) one.end('ok');
    });
    const other = openSession(server.url);
    const blockAndFail = () => {
      for (const end = performance.now() + 20; performance.now() < end; );
      void other.session.get('/', { headers: { 'no name': 'x' } });
    };
    const users = Array.from({ length: 3 }, () => openSession(server.url, blockAndFail));
    for (const _ of ['on new connections', 'on reused ones'])
      await Promise.all(users.map(({ session }) => session.get('/')));
    expect(other.samples).toHaveLength(6);
    for (const { responseTime } of other.samples) expect(responseTime).toBeGreaterThanOrEqual(0);
  });
});

describe('a connection that the server closes while it is being reused', () => {
  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'])('is replaced for %s, once', async (method) => {
    const head = method === 'HEAD' ? 'HTTP/1.1 200 OK\r\n\r\n' : answer;
    const server = await serveOneRequestEach(head);
    const { session, errors } = openFastSession(server.url);
    await session.request(method, '/');
    await session.request(method, '/');
    expect([errors(), server.accepted, server.seen]).toEqual([[null, null], 2, [method, method, method]]);
  });

  it.each(['POST', 'PATCH'])('is a failure for %s: the server may have processed it', async (method) => {
    const server = await serveOneRequestEach();
    const { session, errors } = openFastSession(server.url);
    await session.request(method, '/');
    await session.request(method, '/');
    expect(errors()).toEqual([null, expect.stringMatching(/^(RemoteDisconnected|ConnectionResetError)/)]);
    expect(server.accepted).toBe(1);
  });

  it('is a failure after a byte of a response', async () => {
    let count = 0;
    const server = await serveRaw((socket) =>
      socket.on('data', () => (count++ === 0 ? socket.write(answer) : socket.end('H'))),
    );
    const { session, errors } = openFastSession(server.url);
    await session.get('/');
    await session.get('/');
    expect([errors(), server.accepted]).toEqual([[null, expect.stringContaining('RemoteDisconnected')], 1]);
  });

  it('is a failure on a new connection, unless retries are set', async () => {
    const server = await serveRaw((socket) => socket.once('data', () => socket.end()));
    const { session, errors } = openFastSession(server.url);
    await session.get('/');
    expect([errors(), server.accepted]).toEqual([[expect.stringContaining('RemoteDisconnected')], 1]);
    const retrying = openFastSession(server.url, { retries: 3 });
    await retrying.session.get('/');
    expect([retrying.samples.length, server.accepted]).toEqual([1, 5]);
  });
});

describe('a connection', () => {
  it.each([
    ['the response has connection: close', 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok'],
    ['the response is HTTP/1.0', 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok'],
    ['more bytes arrive than the content-length says', `${answer}HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil`],
  ])('is not reused if %s', async (_, bytes) => {
    const server = await serveRaw((socket) => socket.on('data', () => void socket.write(bytes)));
    const { session, errors } = openFastSession(server.url);
    for (let i = 0; i < 3; i++) expect((await session.get('/')).text()).toBe('ok');
    expect([server.accepted, errors()]).toEqual([3, [null, null, null]]);
    await server.idle();
  });

  it('is not reused if the request has connection: close', async () => {
    const server = await serve((_, response) => response.end('ok'));
    const { session } = openFastSession(server.url);
    for (let i = 0; i < 2; i++) await session.get('/', { headers: { Connection: 'close' } });
    expect(server.accepted).toBe(2);
  });

  it('is dropped after unsolicited bytes', async () => {
    const server = await serveRaw((socket) => {
      socket.once('data', () => {
        socket.write(answer);
        setTimeout(() => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil'), 20);
      });
    });
    const { session, errors } = openFastSession(server.url);
    await session.get('/');
    await server.idle();
    expect((await session.get('/')).text()).toBe('ok');
    expect([server.accepted, errors()]).toEqual([2, [null, null]]);
  });

  it('is dropped after a malformed response, and the user continues', async () => {
    let count = 0;
    const server = await serveRaw((socket) => {
      socket.on('data', () => void socket.write(count++ === 0 ? 'HTTP/1.1 200 OK\r\nA : b\r\n\r\n' : answer));
    });
    const { session, errors } = openFastSession(server.url);
    await session.get('/');
    await session.get('/');
    expect(errors()).toEqual(["HTTPParseError('Expected a name and a colon in each header line.')", null]);
  });

  it('fails after the read timeout, before and inside a response; a slow response does not', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/body') response.writeHead(200, { 'content-length': 5 }).write('a');
      if (request.url !== '/slow') return;
      let count = 0;
      const timer = setInterval(
        () => (++count < 12 ? response.write('x') : response.end(clearInterval(timer) as never)),
        100,
      );
    });
    const { session, samples, errors } = openFastSession(server.url, { readTimeoutMs: 800 });
    await Promise.all([session.get('/none'), session.get('/body'), session.get('/slow')]);
    expect(errors().filter((error) => error !== null)).toEqual(Array(2).fill("ReadTimeoutError('Read timed out.')"));
    expect(samples.map(({ name, exception }) => [name, exception === null])).toEqual(
      expect.arrayContaining([
        ['/none', false],
        ['/body', false],
        ['/slow', true],
      ]),
    );
  });

  it('does not time out while its user sends, or does not read', async () => {
    const server = await serve((request, response) => {
      if (request.method === 'PUT') request.resume().once('end', () => response.end('ok'));
      else response.end(Buffer.alloc(4_000_000));
    });
    const { session, errors } = openFastSession(server.url, { readTimeoutMs: 1_000 });
    const pieces = async function* () {
      for (let i = 0; i < 16; i++) {
        await sleep(100);
        yield Buffer.alloc(1_000);
      }
    };
    const reading = session.get('/', { stream: true }).then(async (response) => {
      await sleep(1_600);
      await response.read();
      return response.bytes().length;
    });
    await session.put('/', { body: pieces() });
    expect(await reading).toBe(4_000_000);
    expect(errors()).toEqual([null, null]);
  });

  it.each([
    ['nothing at all', '', "RemoteDisconnected('Remote end closed connection without response')"],
    ['half a head', 'HTTP/1.1 200 OK\r\nA', 'RemoteDisconnected'],
    ['half a body', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc', 'IncompleteRead(3 bytes read, 6 more expected)'],
    ['half a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nabc', 'Response ended prematurely'],
    ['no HTTP', 'garbage\r\n', "BadStatusLine('garbage\\r\\n')"],
  ])('fails with the text of HttpUser if it ends with %s', async (_, bytes, text) => {
    const server = await serveBytes(bytes);
    const { session, errors } = openFastSession(server.url);
    await session.get('/');
    expect(errors()).toEqual([expect.stringContaining(text)]);
  });
});

/** A handler that records its calls; `ended` resolves at the last one. */
function recordingHandler() {
  const calls: string[] = [];
  let sentBytes = () => 0;
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const handler: ResponseHandler = {
    slot: null,
    onOpening: () => void calls.push('opening'),
    onConnect: () => void calls.push('connect'),
    onSending: (bytes) => {
      calls.push('sending');
      sentBytes = bytes;
    },
    onRequestSent: () => void calls.push('sent'),
    onHeaders: (status) => calls.push(String(status)) > 0,
    onData: () => true,
    onComplete: () => end(),
    onError: (error) => {
      calls.push(error.message);
      end();
    },
  };
  return { handler, calls, ended, sentBytes: () => sentBytes() };
}

describe.each([
  ['plain', serve],
  ['over TLS', serveTls],
])('a request on a connection (%s)', (_, start) => {
  it('is sent when the operating system has taken all of its body, however slowly the server reads', async () => {
    const held: (() => void)[] = [];
    const server = await start((request, response) => {
      if (request.url === '/') request.resume().once('end', () => response.end('ok'));
      else held.push(() => request.resume().once('end', () => response.end('ok')));
    });
    const transport = new SocketTransport(new SocketSettings(fastOptions));
    const post = async (path: string, bytes: number, whileHeld: (one: ReturnType<typeof recordingHandler>) => void) => {
      const one = recordingHandler();
      const body = Buffer.alloc(bytes);
      transport.send({ origin: server.url, path, method: 'POST', headers: [], body }, one.handler);
      if (path !== '/') await until(() => held.length > 0);
      whileHeld(one);
      held.pop()?.();
      await one.ended;
      return one.calls;
    };
    const size = 40_000_000;
    let before = 0;
    const isHeld = ({ calls, sentBytes }: ReturnType<typeof recordingHandler>) => {
      expect(calls.at(-1)).toBe('sending');
      before = sentBytes();
      expect(before).toBeLessThan(size);
    };
    expect(await post('/held', size, isHeld)).toEqual(['opening', 'connect', 'sending', 'sent', '200']);
    expect(await post('/', 10, () => {})).toEqual(['connect', 'sent', '200']);
    transport.drop(new Error('over'));
    expect(await post('/', 10, () => {})).toEqual(['opening', 'connect', 'sent', '200']);
    const reused = recordingHandler();
    expect(await post('/held', size, (one) => Object.assign(reused, one))).toEqual([
      'connect',
      'sending',
      'sent',
      '200',
    ]);
    expect(reused.sentBytes()).toBeGreaterThan(size);
  });
});

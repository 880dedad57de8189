/** A server that misbehaves in HTTP/2: each path is one kind of error, `/fine` works. */
import { once } from 'node:events';
import { constants, createSecureServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { read } from '../files/source-files.js';

export interface MisbehavingHttp2 {
  /** `https://127.0.0.1:40123`, with a certificate of the test authority. */
  readonly url: string;
  /** Requested paths, in order. */
  readonly asked: readonly string[];
  /** Ends remaining connections: after GOAWAY, Node's server does not detect that its client has disconnected. */
  hangUp(): void;
  close(): Promise<void>;
}

type Misbehaviour = (stream: ServerHttp2Stream, session: ServerHttp2Session, hangUp: () => void) => void;

const { NGHTTP2_ENHANCE_YOUR_CALM, NGHTTP2_INTERNAL_ERROR, NGHTTP2_NO_ERROR, NGHTTP2_REFUSED_STREAM } = constants;

/** When a connection ends after GOAWAY. */
const soonMs = 20;

const leaving = new WeakSet<ServerHttp2Session>();
const refusedBy = new WeakSet<ServerHttp2Session>();

const misbehaviours: Readonly<Record<string, Misbehaviour>> = {
  '/fine': (stream) => answer(stream, 'fine'),
  '/missing': (stream) => answer(stream, 'nothing', 404),
  '/goaway-after': (stream, session, hangUp) => {
    answer(stream, 'abc');
    session.goaway(NGHTTP2_NO_ERROR);
    stream.once('close', () => setTimeout(hangUp, soonMs));
  },
  '/goaway-and-stay': (stream, session) => {
    answer(stream, 'abc');
    session.goaway(NGHTTP2_NO_ERROR);
  },
  '/goaway-in-the-body': (stream, session) => {
    stream.respond({ ':status': 200 });
    stream.write('abc', () => session.goaway(NGHTTP2_NO_ERROR));
  },
  '/goaway-instead': (_, session, hangUp) => {
    session.goaway(NGHTTP2_ENHANCE_YOUR_CALM);
    setTimeout(hangUp, soonMs);
  },
  '/last-of-three': (stream, session, hangUp) => {
    if (leaving.has(session)) return; // the request arrives too late, and its client knows that
    if ((stream.id ?? 0) >= 5) {
      leaving.add(session);
      session.goaway(NGHTTP2_NO_ERROR, stream.id); // before the response, like nginx
      stream.once('close', () => setTimeout(hangUp, soonMs)); // after the response was sent, however slowly
    }
    setImmediate(() => !stream.destroyed && answer(stream, 'abc'));
  },
  '/refused-once': (stream, session) => {
    if (refusedBy.has(session)) answer(stream, 'abc');
    else stream.close(NGHTTP2_REFUSED_STREAM);
    refusedBy.add(session);
  },
  '/refused': (stream) => stream.close(NGHTTP2_REFUSED_STREAM),
  '/reset': (stream) => stream.close(NGHTTP2_INTERNAL_ERROR),
  '/reset-in-the-body': (stream) => {
    stream.respond({ ':status': 200 });
    stream.write('abc', () => stream.destroy(new Error('out of order')));
  },
  '/short-body': (stream) => {
    stream.respond({ ':status': 200, 'content-length': '100' });
    stream.end('abc');
  },
  '/closed': (_stream, _session, hangUp) => hangUp(),
  '/closed-in-the-body': (stream, _, hangUp) => {
    stream.respond({ ':status': 200 });
    stream.write('abc', hangUp);
  },
  '/hints': (stream) => {
    stream.additionalHeaders({ ':status': 103, link: '</a.css>' });
    answer(stream, 'abc');
  },
  '/endless-hints': (stream) => {
    const repeat = () => {
      if (stream.destroyed) return;
      stream.additionalHeaders({ ':status': 103, link: '</a.css>' });
      setImmediate(repeat);
    };
    repeat();
  },
  '/trailers': (stream) => {
    stream.respond({ ':status': 200 }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-sum': '1' }));
    stream.end('abc');
  },
  '/silent': () => {},
};

export async function startMisbehavingHttp2(): Promise<MisbehavingHttp2> {
  const [key, cert] = ['key', 'pem'].map((type) => read(`test/helpers/certificates/server.${type}`)) as [
    string,
    string,
  ];
  const server = createSecureServer({ key, cert });
  /** By the port of the client. */
  const sockets = new Map<number | undefined, Socket>();
  const asked: string[] = [];
  server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    socket.on('error', () => {}); // clients disconnect on purpose in these tests
    socket.once('close', () => sockets.delete(remotePort));
  });
  server.on('session', (session) => session.on('error', () => {}));
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    asked.push(String(headers[':path']));
    const behaviour = misbehaviours[String(headers[':path'])] ?? (misbehaviours['/missing'] as Misbehaviour);
    const session = stream.session as ServerHttp2Session;
    const socket = sockets.get(session.socket.remotePort);
    behaviour(stream, session, () => socket?.end()); // destroying it would reset it and discard sent frames
  });
  server.on('sessionError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hangUp = () => {
    for (const socket of sockets.values()) socket.destroy();
  };
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    hangUp,
    async close() {
      hangUp();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(stream: ServerHttp2Stream, body: string, status = 200): void {
  stream.respond({ ':status': status, 'content-length': String(body.length) });
  stream.end(body);
}

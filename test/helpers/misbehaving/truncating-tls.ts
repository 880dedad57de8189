/** A TLS server that closes TCP connections without TLS's close_notify, as crashed servers and some load balancers do. */
import { createSecureServer, type ServerHttp2Session } from 'node:http2';
import type { Server, Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { listen, serveRaw, type TestServer } from '../servers/server.js';
import { certificate } from '../servers/tls-server.js';

/** Answers `/fine` and `/once-more` with `fine`, and other paths with a part of a response; `url` is `https://localhost:…`. */
export interface TruncatingServer extends TestServer {
  /** Paths so far. */
  readonly asked: readonly string[];
}

/** What HTTP/1.1 sends before it closes the connection; nothing for other paths. */
const parts: Readonly<Record<string, string>> = {
  '/length': 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc',
  '/chunked': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\nabc',
  '/until-the-end': 'HTTP/1.1 200 OK\r\n\r\nabc',
  '/head': 'HTTP/1.1 200 OK\r\ncontent-le',
  '/closed-after': 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfine',
};
const fine = 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfine';

export async function serveTruncatedHttp2(): Promise<TruncatingServer> {
  const asked: string[] = [];
  const sockets = new Map<number | undefined, Socket>();
  const requests = new Map<ServerHttp2Session, number>();
  const server = createSecureServer({ key: certificate('server.key'), cert: certificate('server.pem') });
  server.on('connection', (raw: Socket) => void sockets.set(raw.remotePort, raw));
  server.on('sessionError', () => {});
  server.on('stream', (stream, { ':path': path = '' }) => {
    const session = stream.session as ServerHttp2Session;
    const raw = sockets.get(session.socket.remotePort);
    const count = (requests.get(session) ?? 0) + 1;
    requests.set(session, count);
    asked.push(path);
    stream.on('error', () => {});
    const close = () => void setTimeout(() => raw?.end(), 5); // behind the frames
    if (path === '/fine' || path === '/closed-after' || (path === '/once-more' && count === 1)) {
      stream.respond({ ':status': 200 });
      stream.end('fine');
      if (path === '/closed-after') stream.once('close', close);
    } else if (parts[path] === undefined || path === '/head') raw?.end();
    else {
      stream.respond({ ':status': 200, ...(path === '/length' ? { 'content-length': 100 } : {}) });
      stream.write('abc', close);
    }
  });
  return atLocalhost(await listen(server as unknown as Server), asked);
}

export async function serveTruncatedHttp1(): Promise<TruncatingServer> {
  const secureContext = createSecureContext({ key: certificate('server.key'), cert: certificate('server.pem') });
  const asked: string[] = [];
  const plain = await serveRaw((raw) => {
    const secure = new TLSSocket(raw, { isServer: true, secureContext });
    let requests = 0;
    secure.on('error', () => {});
    secure.on('data', (bytes: Buffer) => {
      const path = /^\S+ (\S+)/.exec(bytes.toString('latin1'))?.[1] ?? '';
      asked.push(path);
      requests++;
      const isAnswered = path === '/fine' || (path === '/once-more' && requests === 1);
      if (isAnswered) secure.write(fine);
      else if (parts[path] === undefined) raw.end();
      else secure.write(parts[path], () => raw.end());
    });
  });
  return atLocalhost(plain, asked);
}

function atLocalhost(plain: TestServer, asked: readonly string[]): TruncatingServer {
  const url = plain.url.replace('http://127.0.0.1', 'https://localhost');
  return Object.create(plain, { asked: { value: asked }, url: { value: url } });
}

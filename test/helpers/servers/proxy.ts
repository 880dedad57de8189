/** Proxies of one test, which record their targets. */
import { createServer, type IncomingMessage, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { listen, serveRaw, type TestServer } from './server.js';

export interface TestProxy extends TestServer {
  /** `GET http://host/path`, `CONNECT host:443`, or what a SOCKS client asked for: `host:443`. */
  readonly asked: string[];
}

/** An HTTP proxy, for plain requests and for tunnels. With `credentials` (`user:password`) it requires them. */
export async function serveProxy({
  credentials,
  answer,
  certificate,
}: {
  readonly credentials?: string;
  /** The response to CONNECT instead of opening a tunnel. */
  readonly answer?: string;
  /** Serves it over TLS. */
  readonly certificate?: { readonly key: string; readonly cert: string };
} = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const knows = ({ method, url, headers }: IncomingMessage): boolean => {
    asked.push(`${method} ${url}`);
    const expected = `Basic ${Buffer.from(credentials ?? '').toString('base64')}`;
    return credentials === undefined || headers['proxy-authorization'] === expected;
  };
  const make = certificate === undefined ? createServer : (createTlsServer as unknown as typeof createServer);
  const server = make({ keepAliveTimeout: 0, ...certificate }, (incoming, response) => {
    if (!knows(incoming)) return void response.writeHead(407).end();
    const { 'proxy-authorization': _, ...headers } = incoming.headers;
    const onward = request(incoming.url as string, { method: incoming.method, headers, agent: false }, (answered) => {
      response.writeHead(answered.statusCode ?? 500, answered.headers);
      answered.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    incoming.pipe(onward);
  });
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    if (!knows(incoming)) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    if (answer !== undefined) return void socket.end(answer);
    const [, host = '', port] = /^\[?(.*?)\]?:(\d+)$/.exec(incoming.url as string) ?? [];
    join(socket, host, Number(port), () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'));
  });
  return withAsked(await listen(server), asked);
}

/** A SOCKS5 proxy. With `credentials` (`user:password`) it requires them; with `reply` it refuses with that code. */
export async function serveSocks({
  credentials,
  reply = 0,
}: {
  readonly credentials?: string;
  readonly reply?: number;
} = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const server = await serveRaw(async (socket) => {
    const wanted = credentials === undefined ? 0 : 2;
    const [, count = 0] = await take(socket, 2);
    if (!(await take(socket, count)).includes(wanted)) return void socket.end(Buffer.from([5, 0xff]));
    socket.write(Buffer.from([5, wanted]));
    if (credentials !== undefined) {
      const user = await take(socket, (await take(socket, 2))[1] ?? 0);
      const password = await take(socket, (await take(socket, 1))[0] ?? 0);
      const isKnown = `${user}:${password}` === credentials;
      socket.write(Buffer.from([1, isKnown ? 0 : 1]));
      if (!isKnown) return void socket.end();
    }
    const type = (await take(socket, 4))[3];
    const length = type === 1 ? 4 : type === 4 ? 16 : ((await take(socket, 1))[0] ?? 0);
    const address = await take(socket, length);
    const port = (await take(socket, 2)).readUInt16BE();
    const groups = Array.from({ length: 8 }, (_, i) => address.subarray(2 * i, 2 * i + 2).toString('hex'));
    const host = type === 1 ? [...address].join('.') : type === 4 ? groups.join(':') : address.toString();
    asked.push(`${host}:${port}`);
    const answer = Buffer.from([5, reply, 0, 1, 0, 0, 0, 0, 0, 0]);
    if (reply !== 0) return void socket.end(answer);
    join(socket, host, port, () => socket.write(answer));
  });
  return withAsked(server, asked);
}

function withAsked(server: TestServer, asked: string[]): TestProxy {
  return Object.create(server, { asked: { value: asked } });
}

function join(socket: Socket, host: string, port: number, ready: () => void): void {
  const onward = connect(port, host, () => {
    ready();
    socket.pipe(onward).pipe(socket);
  });
  for (const [one, other] of [
    [socket, onward],
    [onward, socket],
  ] as const) {
    one.on('error', () => {});
    one.on('close', () => other.destroy());
  }
}

async function take(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes = count === 0 ? Buffer.alloc(0) : (socket.read(count) as Buffer | null);
    if (bytes !== null) return bytes;
    if (socket.destroyed) return Buffer.alloc(count);
    await new Promise((resolve) => socket.once('readable', resolve).once('close', resolve));
  }
}

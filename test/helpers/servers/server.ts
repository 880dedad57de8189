/** Servers of one test: on a free port of this machine, closed when the test is over. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface TestServer {
  /** `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Connections so far. */
  readonly accepted: number;
  /** Connections that are open now. */
  readonly open: number;
  /** Resolves when none is open any more. */
  idle(): Promise<void>;
  /** Ends it and all its connections. */
  close(): Promise<void>;
}

/** A request as a server received it, including its body. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** A server that speaks HTTP. */
export function serve(handler: RequestListener): Promise<TestServer> {
  return listen(createServer({ keepAliveTimeout: 0 }, handler)); // so that only the client ends a connection
}

/** A server that writes raw bytes to its sockets. */
export function serveRaw(onConnection: (socket: Socket) => void): Promise<TestServer> {
  return listen(createNetServer(onConnection));
}

/** Answers every request on a connection with the same bytes, and then closes it. */
export function serveBytes(answer: string | Buffer): Promise<TestServer> {
  return serveRaw((socket) => socket.once('data', () => socket.end(answer)));
}

/** A server that records each request and answers it with `respond`, or with an empty 200. */
export async function serveAndSee(
  respond: (seen: Seen, response: ServerResponse) => void = (_, response) => response.end(),
): Promise<TestServer & { readonly seen: readonly Seen[]; last(): Seen }> {
  const seen: Seen[] = [];
  const server = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return; // the client has disconnected
    }
    const { method = '', url = '', headers, rawHeaders } = request;
    const one = { method, url, headers, rawHeaders, body: Buffer.concat(chunks) };
    seen.push(one);
    respond(one, response);
  });
  return Object.assign(server, { seen, last: () => seen.at(-1) as Seen });
}

/** The URL of a port without a listener. */
export async function deadUrl(): Promise<string> {
  const server = await serve(() => {});
  await server.close();
  return server.url;
}

/** Starts any server on a free port of 127.0.0.1. */
export async function listen(server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  server.on('connection', (socket) => {
    accepted++;
    sockets.add(socket);
    socket.on('error', () => {}); // clients disconnect on purpose in some tests
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    await closed;
  };
  onTestFinished(close);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get accepted() {
      return accepted;
    },
    get open() {
      return sockets.size;
    },
    async idle() {
      for (const socket of sockets) await new Promise((resolve) => socket.once('close', resolve));
    },
    close,
  };
}

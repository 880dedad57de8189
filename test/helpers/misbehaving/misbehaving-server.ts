/** A server that misbehaves on purpose: each path is one kind of error, `/fine` works. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { misbehaviours } from './misbehaviours.js';
import type { Asked, Misbehaviour } from './wire.js';

export interface MisbehavingServer {
  /** `http://127.0.0.1:40123`. */
  readonly url: string;
  /** A port that resets every connection as soon as it is open. */
  readonly resettingUrl: string;
  /** A port that ends every connection as soon as it is open. */
  readonly closingUrl: string;
  /** A port without a listener. */
  readonly deadUrl: string;
  /** Connections so far, and those that are open now. */
  readonly accepted: number;
  readonly open: number;
  /** Bytes sent on all its connections. */
  readonly bytesSent: number;
  /** Requested paths, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function startMisbehavingServer(): Promise<MisbehavingServer> {
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  let accepted = 0;
  let bytesSent = 0;
  const watched = (socket: Socket) => {
    accepted++;
    sockets.add(socket);
    socket.on('error', () => {}); // clients disconnect on purpose in these tests
    socket.once('close', () => {
      sockets.delete(socket);
      bytesSent += socket.bytesWritten;
    });
    return socket;
  };
  const deadUrl = await unusedUrl();
  const servers = await Promise.all([
    listen((socket) => {
      readRequests(watched(socket), (request) => {
        asked.push(request.path);
        behaviourAt(request.path)(socket, { ...request, deadUrl });
      });
    }),
    listen((socket) => watched(socket).resetAndDestroy()),
    listen((socket) => watched(socket).resume().end()),
  ]);
  const [url, resettingUrl, closingUrl] = servers.map(urlOf) as [string, string, string];
  return {
    url,
    resettingUrl,
    closingUrl,
    deadUrl,
    asked,
    get accepted() {
      return accepted;
    },
    get open() {
      return sockets.size;
    },
    get bytesSent() {
      return [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, bytesSent);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => once(server.close(), 'close')));
    },
  };
}

function behaviourAt(path: string): Misbehaviour {
  return misbehaviours[path.split('?')[0] as string] ?? (misbehaviours['/missing'] as Misbehaviour);
}

/** Calls `answer` for each complete request, one after the other; below `/early`, as soon as its head has arrived. */
function readRequests(socket: Socket, answer: (asked: Omit<Asked, 'deadUrl'>) => void): void {
  let ordinal = 0;
  let pending = '';
  socket.setNoDelay(true);
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1');
    for (let end = endOfRequest(pending); end > 0; end = endOfRequest(pending)) {
      const [method = '', path = ''] = pending.split(' ', 2);
      pending = pending.slice(end);
      answer({ method, path, ordinal: ++ordinal });
    }
  });
}

/** The length of the first request in `text`; 0 while it is incomplete. */
function endOfRequest(text: string): number {
  const head = text.indexOf('\r\n\r\n') + 4;
  if (head < 4) return 0;
  if (text.includes(' /early/')) return text.length;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, head))?.[1];
  const end = head + Number(length ?? 0);
  return end <= text.length ? end : 0;
}

async function listen(onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onConnection);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function unusedUrl(): Promise<string> {
  const server = await listen(() => {});
  const url = urlOf(server);
  await once(server.close(), 'close');
  return url;
}

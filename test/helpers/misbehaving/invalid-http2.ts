/** A server whose first connection says bytes that are no valid HTTP/2, after ALPN chose it; later ones answer `fine`. */
import { once } from 'node:events';
import { performServerHandshake, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { read } from '../files/source-files.js';

export interface InvalidHttp2 {
  readonly url: string;
  /** Says `bytes` on the next connection, once its client has said something; resolves when they have been said. */
  say(bytes: Buffer): Promise<void>;
  hangUp(): void;
  close(): Promise<void>;
}

export async function startInvalidHttp2(): Promise<InvalidHttp2> {
  const [key, cert] = ['key', 'pem'].map((type) => read(`test/helpers/certificates/server.${type}`)) as [
    string,
    string,
  ];
  let next: { bytes: Buffer; onSaid: () => void } | null = null;
  const sockets = new Set<TLSSocket>();
  const server = createServer({ key, cert, ALPNProtocols: ['h2'] }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    const said = next;
    next = null;
    if (said === null) serveFine(socket);
    else socket.once('data', () => socket.write(said.bytes, said.onSaid)).resume(); // and stays open, whatever the client says
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    say: (bytes) =>
      new Promise((onSaid) => {
        next = { bytes, onSaid };
      }),
    hangUp,
    async close() {
      hangUp();
      server.close();
      await once(server, 'close');
    },
  };
}

function serveFine(socket: TLSSocket): void {
  const session = performServerHandshake(socket);
  session.on('error', () => {});
  session.on('stream', (stream: ServerHttp2Stream) => {
    stream.on('error', () => {});
    stream.respond({ ':status': 200 });
    stream.end('fine');
  });
}

/** A frame of RFC 9113, 4.1; `length` may be another than that of the payload. */
export function frame(type: number, flags: number, stream: number, payload: Buffer, length = payload.length): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** The settings of a server, and its acknowledgement of the client's. */
export const preface = Buffer.concat([frame(4, 0, 0, Buffer.alloc(0)), frame(4, 1, 0, Buffer.alloc(0))]);

/** The head of a response of 200; with `isEnd` a whole response. */
export function okHead(stream: number, isEnd = false): Buffer {
  return frame(1, isEnd ? 5 : 4, stream, Buffer.from([0x88]));
}

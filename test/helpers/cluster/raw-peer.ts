/** A connection to a master's port, or of a worker, that sends whatever bytes it likes. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export class RawPeer {
  readonly socket: Socket;
  isClosed = false;
  #chunks: Buffer[] = [];

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => {
      this.#chunks.push(chunk);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.isClosed = true;
    });
    onTestFinished(() => void socket.destroy());
  }

  /** All that has arrived. */
  get received(): Buffer {
    this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0] as Buffer;
  }

  /** The last bytes that have arrived, up to `length`, without joining what came before. */
  lastReceived(length: number): Buffer {
    let first = this.#chunks.length;
    for (let bytes = 0; bytes < length && first > 0; ) bytes += this.#chunks[--first]?.length ?? 0;
    return Buffer.concat(this.#chunks.slice(first)).subarray(-length);
  }

  /** Connects to a port and sends these bytes. */
  static async connect(port: number, bytes: Uint8Array | string = ''): Promise<RawPeer> {
    const socket = connect(port, '127.0.0.1');
    const peer = new RawPeer(socket);
    await once(socket, 'connect');
    if (bytes.length > 0) socket.write(bytes);
    return peer;
  }
}

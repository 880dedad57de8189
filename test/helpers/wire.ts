/** What a misbehaving server says, byte for byte. */
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What was asked for; bodies are read and thrown away. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  /** Which request of its connection it is; the first one is 1. */
  readonly ordinal: number;
  /** The URL of a port at which nobody listens. */
  readonly deadUrl: string;
}

/** Answers, or does something worse. */
export type Misbehaviour = (socket: Socket, asked: Asked) => void;

/** A whole answer with its length. */
export function answer(status: string, body: string, ...headers: readonly string[]): string {
  return [`HTTP/1.1 ${status}`, `content-length: ${body.length}`, ...headers, '', body].join('\r\n');
}

export function ok(body: string): string {
  return answer('200 OK', body);
}

/** A 200 that says it is gzip, with what `spoil` makes of the real bytes (of 1,000 letters, or of `content`). */
export function zipped(spoil: (bytes: Buffer) => Buffer, content: string | Buffer = 'abcde'.repeat(200)): Buffer {
  const body = spoil(gzipSync(content));
  const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/** Says it, and keeps the connection. */
export function sending(bytes: string | Buffer): Misbehaviour {
  return (socket) => void socket.write(bytes);
}

/** Says it, and ends the connection as one should. */
export function ending(bytes: string | Buffer): Misbehaviour {
  return (socket) => void socket.end(bytes);
}

/** Says it, and resets the connection once it is on its way. */
export function resetting(bytes: string): Misbehaviour {
  return (socket) =>
    void (bytes === '' ? socket.resetAndDestroy() : socket.write(bytes, () => socket.resetAndDestroy()));
}

/** Says it again and again, as fast as it is listened to, after `first`. */
export function endlessly(first: string, bytes: Buffer): Misbehaviour {
  return (socket) => {
    socket.write(first);
    const pour = () => {
      while (!socket.destroyed && socket.write(bytes)) {}
    };
    socket.on('drain', pour);
    pour();
  };
}

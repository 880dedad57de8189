/** The bytes that a misbehaving server sends. */
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** The request; bodies are read and discarded. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  /** The number of the request on its connection, from 1. */
  readonly ordinal: number;
  /** The URL of a port without a listener. */
  readonly deadUrl: string;
}

/** Answers, or misbehaves. */
export type Misbehaviour = (socket: Socket, asked: Asked) => void;

/** A complete response with its length. */
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

/** Sends it, and keeps the connection open. */
export function sending(bytes: string | Buffer): Misbehaviour {
  return (socket) => void socket.write(bytes);
}

/** Sends it, and ends the connection gracefully. */
export function ending(bytes: string | Buffer): Misbehaviour {
  return (socket) => void socket.end(bytes);
}

/** Sends it, and resets the connection after it was sent. */
export function resetting(bytes: string): Misbehaviour {
  return (socket) =>
    void (bytes === '' ? socket.resetAndDestroy() : socket.write(bytes, () => socket.resetAndDestroy()));
}

/** Sends it repeatedly, as fast as it is read, after `first`. */
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

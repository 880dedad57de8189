/** Puts a request on a socket: in one write, if that can be. */
import type { Socket } from 'node:net';
import type { BodyStream } from '../body-stream.js';
import { bodyLengthError, contentLengthError } from '../head-rules.js';
import type { RequestBody } from '../transport.js';
import type { RequestHead } from './request-head.js';

/** Where requests of all sockets are put together, one at a time. */
let shared = Buffer.allocUnsafeSlow(16_384);
/** For `content-length: 16384` and the line ends. */
const roomForLength = 32;
/** Characters. */
const longText = 65_536;
/** Of UTF-8, for a UTF-16 unit: no more. */
const bytesPerUnit = 3;

/**
 * Writes head and body. Null if that is all; a body that comes piece by piece is written when the promise resolves, or
 * when the socket is gone; it rejects with the error of the body's source.
 * @throws {TslocError} `BAD_REQUEST_HEAD` before anything is written
 */
export function writeRequest(socket: Socket, head: RequestHead, body: RequestBody): Promise<void> | null {
  if (body === null) writeHead(socket, head);
  else if (typeof body === 'string') writeText(socket, head, body);
  else if (body instanceof Uint8Array) writeBytes(socket, head, body);
  else return writeStream(socket, head, body);
  return null;
}

function writeHead(socket: Socket, head: RequestHead): void {
  if (head.contentLength !== null) socket.write(startOf(head, 0), 'latin1');
  else if (isSecure(socket)) socket.write(bytesOf(head));
  else socket.write(head.complete, 'latin1');
}

/** Of its own memory: a piece of Node's pool would keep all of the pool alive. */
function bytesOf(head: RequestHead): Buffer {
  head.bytes ??= Buffer.allocUnsafeSlow(head.complete.length).fill(head.complete, 'latin1');
  return head.bytes;
}

function writeText(socket: Socket, head: RequestHead, body: string): void {
  const room = head.text.length + roomForLength;
  if (room + body.length * bytesPerUnit <= shared.length && takesAtOnce(socket)) writeShared(socket, head, body, room);
  else writeOwn(socket, head, body);
}

/** Head and body in bytes that are there already; the body first, which says how long it is. */
function writeShared(socket: Socket, head: RequestHead, body: string, room: number): void {
  const length = shared.write(body, room, 'utf8');
  const start = startOf(head, length);
  const from = room - start.length;
  shared.write(start, from, 'latin1');
  socket.write(shared.subarray(from, room + length));
  if (socket.writableLength > 0) shared = Buffer.allocUnsafeSlow(shared.length); // the socket keeps these
}

function writeOwn(socket: Socket, head: RequestHead, body: string): void {
  const length = Buffer.byteLength(body);
  // Text of ASCII alone is the same in both encodings; joined to the head, a long one would be copied once more.
  if (length === body.length && length < longText) socket.write(startOf(head, length) + body, 'latin1');
  else writeBytes(socket, head, Buffer.from(body));
}

/** True if what is written is with the system when `write` returns, unless the peer is slow; with TLS, it never is. */
function takesAtOnce(socket: Socket): boolean {
  return !socket.connecting && !isSecure(socket);
}

function isSecure(socket: Socket): boolean {
  return 'encrypted' in socket;
}

function writeBytes(socket: Socket, head: RequestHead, body: Uint8Array): void {
  const start = startOf(head, body.length);
  socket.cork();
  socket.write(start, 'latin1');
  socket.write(body);
  socket.uncork();
}

/** With a length if it is known, else in chunks. */
function writeStream(socket: Socket, head: RequestHead, body: BodyStream): Promise<void> {
  const { lengthBytes } = body;
  const isSized = lengthBytes !== null || head.contentLength !== null;
  const expected = lengthBytes ?? Number(head.contentLength);
  socket.write(isSized ? startOf(head, expected) : `${head.text}transfer-encoding: chunked\r\n\r\n`, 'latin1');
  return isSized ? writeSized(socket, body, expected) : writeChunks(socket, body);
}

async function writeSized(socket: Socket, body: BodyStream, expected: number): Promise<void> {
  let written = 0;
  for await (const piece of body.open()) {
    written += piece.length;
    if (written > expected || socket.destroyed) break;
    if (!socket.write(piece)) await drained(socket);
  }
  if (written === expected || socket.destroyed) return;
  throw bodyLengthError(expected);
}

async function writeChunks(socket: Socket, body: BodyStream): Promise<void> {
  for await (const piece of body.open()) {
    if (socket.destroyed) return;
    if (piece.length === 0) continue; // it would be the end
    socket.cork();
    socket.write(`${piece.length.toString(16)}\r\n`, 'latin1');
    socket.write(piece);
    const isFull = !socket.write('\r\n', 'latin1');
    socket.uncork();
    if (isFull) await drained(socket);
  }
  if (!socket.destroyed) socket.write('0\r\n\r\n', 'latin1');
}

/** Resolves when the socket takes more, or is gone. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      socket.off('drain', settle).off('close', settle);
      resolve();
    };
    if (socket.destroyed || !socket.writableNeedDrain) resolve();
    else socket.on('drain', settle).on('close', settle);
  });
}

function startOf({ contentLength, text }: RequestHead, length: number): string {
  if (contentLength === null) return `${text}content-length: ${length}\r\n\r\n`;
  if (contentLength === String(length)) return `${text}\r\n`;
  throw contentLengthError(length, contentLength);
}

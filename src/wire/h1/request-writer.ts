/** Writes a request to a socket, in one write where possible. */
import type { Socket } from 'node:net';
import type { BodyStream } from '../body-stream.js';
import { bodyLengthError, contentLengthError } from '../head-rules.js';
import type { RequestBody } from '../transport.js';
import type { RequestHead } from './request-head.js';

/** Requests with a short text body are assembled here, one at a time, for all sockets. */
let writeBuffer = Buffer.allocUnsafeSlow(16_384);
/** Room for `content-length: 16384` and the line endings. */
const lengthHeaderBytes = 32;
const longTextChars = 65_536;
/** The maximum number of UTF-8 bytes for one UTF-16 code unit. */
const bytesPerUnit = 3;

/**
 * Writes head and body. Returns null if everything is written; for a streamed body, a promise that resolves when it is
 * written or the socket is closed, and rejects with an error of the body's source, or with `BAD_BODY` if the body is not as
 * long as its Content-Length.
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
  if (head.contentLength !== null) socket.write(headWithLength(head, 0), 'latin1');
  else if (isSecure(socket)) socket.write(bytesOf(head));
  else socket.write(head.complete, 'latin1');
}

/** The head as bytes, in memory of its own: a slice of Node's buffer pool would keep the whole pool alive. */
function bytesOf(head: RequestHead): Buffer {
  head.bytes ??= Buffer.allocUnsafeSlow(head.complete.length).fill(head.complete, 'latin1');
  return head.bytes;
}

function writeText(socket: Socket, head: RequestHead, body: string): void {
  const room = head.text.length + lengthHeaderBytes;
  if (room + body.length * bytesPerUnit <= writeBuffer.length && writesSynchronously(socket))
    writeInSharedBuffer(socket, head, body, room);
  else writeInOwnMemory(socket, head, body);
}

/** Assembles head and body in the shared buffer; the body first, since the head contains its length. */
function writeInSharedBuffer(socket: Socket, head: RequestHead, body: string, room: number): void {
  const length = writeBuffer.write(body, room, 'utf8');
  const headText = headWithLength(head, length);
  const from = room - headText.length;
  writeBuffer.write(headText, from, 'latin1');
  socket.write(writeBuffer.subarray(from, room + length));
  if (socket.writableLength > 0) writeBuffer = Buffer.allocUnsafeSlow(writeBuffer.length); // the socket has queued these bytes
}

function writeInOwnMemory(socket: Socket, head: RequestHead, body: string): void {
  const length = Buffer.byteLength(body);
  // ASCII text is the same in both encodings; a long text would be copied once more if it were joined to the head.
  if (length === body.length && length < longTextChars) socket.write(headWithLength(head, length) + body, 'latin1');
  else writeBytes(socket, head, Buffer.from(body));
}

/** True if `write` passes bytes to the operating system before it returns, unless the peer is slow. Never with TLS. */
function writesSynchronously(socket: Socket): boolean {
  return !socket.connecting && !isSecure(socket);
}

function isSecure(socket: Socket): boolean {
  return 'encrypted' in socket;
}

function writeBytes(socket: Socket, head: RequestHead, body: Uint8Array): void {
  const headText = headWithLength(head, body.length);
  socket.cork();
  socket.write(headText, 'latin1');
  socket.write(body);
  socket.uncork();
}

/** With a Content-Length if the length is known, otherwise chunked. */
function writeStream(socket: Socket, head: RequestHead, body: BodyStream): Promise<void> {
  const { lengthBytes } = body;
  const isSized = lengthBytes !== null || head.contentLength !== null;
  const expected = lengthBytes ?? Number(head.contentLength);
  socket.write(isSized ? headWithLength(head, expected) : `${head.text}transfer-encoding: chunked\r\n\r\n`, 'latin1');
  return isSized ? writeSized(socket, body, expected) : writeChunks(socket, body);
}

async function writeSized(socket: Socket, body: BodyStream, expected: number): Promise<void> {
  let written = 0;
  for await (const piece of body.open()) {
    written += piece.length;
    if (written > expected || socket.destroyed) break;
    if (!socket.write(piece)) await waitForDrain(socket);
  }
  if (written === expected || socket.destroyed) return;
  throw bodyLengthError(expected);
}

async function writeChunks(socket: Socket, body: BodyStream): Promise<void> {
  for await (const piece of body.open()) {
    if (socket.destroyed) return;
    if (piece.length === 0) continue; // an empty chunk ends the body
    socket.cork();
    socket.write(`${piece.length.toString(16)}\r\n`, 'latin1');
    socket.write(piece);
    const isFull = !socket.write('\r\n', 'latin1');
    socket.uncork();
    if (isFull) await waitForDrain(socket);
  }
  if (!socket.destroyed) socket.write('0\r\n\r\n', 'latin1');
}

/** Resolves when the socket accepts more, or is closed. */
function waitForDrain(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      socket.off('drain', settle).off('close', settle);
      resolve();
    };
    if (socket.destroyed || !socket.writableNeedDrain) resolve();
    else socket.on('drain', settle).on('close', settle);
  });
}

function headWithLength({ contentLength, text }: RequestHead, length: number): string {
  if (contentLength === null) return `${text}content-length: ${length}\r\n\r\n`;
  if (contentLength === String(length)) return `${text}\r\n`;
  throw contentLengthError(length, contentLength);
}

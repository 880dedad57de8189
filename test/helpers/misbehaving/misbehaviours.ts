/** Errors of a misbehaving HTTP/1.1 server, by path. */
import type { Socket } from 'node:net';
import { brokenHeads } from './broken-heads.js';
import { redirections } from './redirections.js';
import { answer, ending, endlessly, type Misbehaviour, ok, resetting, sending, zipped } from './wire.js';

const framing: Record<string, Misbehaviour> = {
  '/short-body': ending('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc'),
  '/long-body': sending('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabcdef'),
  '/length-and-chunks': sending(
    'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
  ),
  '/two-lengths': sending('HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 5\r\n\r\nabcde'),
  '/odd-length': ending('HTTP/1.1 200 OK\r\ncontent-length: three\r\n\r\nabc'),
  '/negative-length': ending('HTTP/1.1 200 OK\r\ncontent-length: -3\r\n\r\nabc'),
  '/until-close': ending('HTTP/1.1 200 OK\r\n\r\nabc'),
  '/connection-close': ending(answer('200 OK', 'abc', 'connection: close')),
  '/closes-without-saying-so': ending(ok('abc')),
  '/http-1.0': ending('HTTP/1.0 200 OK\r\n\r\nabc'),
  '/http-1.0-kept': sending('HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 3\r\n\r\nabc'),
  '/garbage-after': sending(`${ok('abc')}garbage\r\n\r\n`),
  '/second-answer': sending(ok('abc') + ok('unasked')),
  '/204-with-a-body': sending(answer('204 No Content', 'abc')),
  '/304-with-a-body': sending(answer('304 Not Modified', 'abc')),
  '/head-with-a-body': sending(ok('abc')),
};

const chunks: Record<string, Misbehaviour> = {
  '/chunks': sending(chunked('3\r\nabc\r\n0\r\n\r\n')),
  '/chunk-extensions': sending(chunked('3;name=value;other="a b"\r\nabc\r\n0;last\r\n\r\n')),
  '/trailers': sending(chunked('3\r\nabc\r\n0\r\nx-sum: 1\r\nx-late: 2\r\n\r\n')),
  '/cut-chunks': ending(chunked('3\r\nabc\r\n')),
  '/cut-chunks-and-close': ending(chunked('3\r\nabc\r\n', 'connection: close')),
  '/cut-in-a-chunk-and-close': ending(chunked('3\r\nabc\r\n5\r\nde', 'connection: close')),
  '/cut-in-a-chunk': ending(chunked('3\r\nabc\r\n5\r\nde')),
  '/odd-chunk-size': ending(chunked('3\r\nabc\r\nzz\r\nde\r\n0\r\n\r\n')),
  '/chunk-too-long': ending(chunked('3\r\nabcdef\r\n0\r\n\r\n')),
};

const breaks: Record<string, Misbehaviour> = {
  '/closed': ending(''),
  '/closed-in-the-head': ending('HTTP/1.1 200 OK\r\ncontent-le'),
  '/reset': resetting(''),
  '/reset-in-the-head': resetting('HTTP/1.1 200 OK\r\ncontent-le'),
  '/reset-after-the-head': resetting('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n'),
  '/reset-in-the-body': resetting('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc'),
  '/reset-in-a-chunk': resetting(chunked('3\r\nabc\r\n5\r\nde')),
  '/closed-the-second-time': (socket, { ordinal }) => (ordinal === 1 ? socket.write(ok('abc')) : socket.end()),
};

const information: Record<string, Misbehaviour> = {
  '/100': sending(`HTTP/1.1 100 Continue\r\n\r\n${ok('abc')}`),
  '/102': sending(`HTTP/1.1 102 Processing\r\n\r\n${ok('abc')}`),
  '/103': sending(`HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n${ok('abc')}`),
  '/many-1xx': sending('HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n'.repeat(50) + ok('abc')),
  '/only-1xx': ending('HTTP/1.1 103 Early Hints\r\n\r\n'),
  '/101': ending('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
};

const encodings: Record<string, Misbehaviour> = {
  '/gzip': sending(zipped((bytes) => bytes)),
  '/bad-gzip': sending(zipped(() => Buffer.from('this is no gzip at all'))),
  '/cut-gzip': sending(zipped((bytes) => bytes.subarray(0, bytes.length - 12))),
  '/gzip-with-a-tail': sending(zipped((bytes) => Buffer.concat([bytes, Buffer.from('tail')]))),
  '/empty-gzip': sending(zipped(() => Buffer.alloc(0))),
  '/unknown-encoding': sending(answer('200 OK', 'abc', 'content-encoding: rot13')),
};

const time: Record<string, Misbehaviour> = {
  '/slow-headers': (socket) => void setTimeout(() => socket.write(ok('abc')), slowMs),
  '/slow-body': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nabc');
    setTimeout(() => socket.write('def'), slowMs);
  },
  '/byte-by-byte': (socket) => drip(socket, answer('404 Not Found At All', 'abc', 'set-cookie: a=1')),
  '/silent': () => {},
  '/silent-in-the-body': sending('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc'),
};

const tooMuch: Record<string, Misbehaviour> = {
  '/endless-body': endlessly('HTTP/1.1 200 OK\r\n\r\n', Buffer.alloc(10_000, 'a')),
  '/endless-chunks': endlessly(chunked(''), Buffer.from(`2710\r\n${'a'.repeat(10_000)}\r\n`)),
  '/endless-length': endlessly(`HTTP/1.1 200 OK\r\ncontent-length: ${10 ** 14}\r\n\r\n`, Buffer.alloc(10_000, 'a')),
  '/zip-bomb': (socket) => void socket.write(zipped((bytes) => bytes, Buffer.alloc(20_000_000))),
};

/** They do not wait for the body of a request: later bytes are discarded, or not read for a while. */
const haste: Record<string, Misbehaviour> = {
  '/early/answer': (socket) => {
    socket.removeAllListeners('data').resume();
    socket.write(answer('413 Payload Too Large', 'abc', 'connection: close'));
  },
  '/early/deaf': (socket) => {
    socket.removeAllListeners('data').pause();
    setTimeout(() => socket.resume(), deafMs); // only a reader detects that a client has disconnected
  },
};

const deafMs = 300;

/** The delay of `/slow-headers` and `/slow-body`. */
export const slowMs = 50;

export const misbehaviours: Readonly<Record<string, Misbehaviour>> = {
  '/fine': sending(ok('fine')),
  '/missing': sending(answer('404 Not Found', 'nothing')),
  '/broken': sending(answer('503 Service Unavailable', 'no')),
  ...framing,
  ...chunks,
  ...breaks,
  ...information,
  ...encodings,
  ...time,
  ...tooMuch,
  ...haste,
  ...brokenHeads,
  ...redirections,
};

function chunked(body: string, ...headers: string[]): string {
  return `${['HTTP/1.1 200 OK', 'transfer-encoding: chunked', ...headers].join('\r\n')}\r\n\r\n${body}`;
}

/** Each byte in a separate packet. */
function drip(socket: Socket, text: string): void {
  if (text === '' || socket.destroyed) return;
  socket.write(text.slice(0, 1), () => setImmediate(drip, socket, text.slice(1)));
}

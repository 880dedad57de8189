/** A body that is sent piece by piece: it is never held whole, and what can be read only once is not sent twice. */
import { Readable } from 'node:stream';
import { TslocError } from '../util/error.js';

/** Gives pieces of a body: texts and bytes. */
export type BodyChunks = AsyncIterable<unknown> | Iterable<unknown>;
/** Gives them as they come: a stream of Node or of the web, an async generator. Most can be sent once. */
export type StreamSource = ReadableStream | AsyncIterable<string | Uint8Array>;

/** The body of one request; after a redirect that keeps it, it is opened anew. */
export class BodyStream {
  /** Null if nobody knows before the end: such a body is sent in chunks. */
  readonly lengthBytes: number | null;
  /** False for what can be read only once: streams, generators. */
  readonly isRewindable: boolean;
  readonly #source: () => BodyChunks;
  readonly #end: () => void;
  #reading: AsyncGenerator<Uint8Array> | null = null;

  /** A body that `source` gives as often as it is asked. */
  constructor(source: () => BodyChunks, lengthBytes: number | null, isRewindable = true, end: () => void = ignore) {
    this.#source = source;
    this.lengthBytes = lengthBytes;
    this.isRewindable = isRewindable;
    this.#end = end;
  }

  /** The bytes from the first one on. They end with the error of their source, or with `BAD_BODY` at a strange piece. */
  open(): AsyncIterable<Uint8Array> {
    this.#reading = bytesOf(this.#source());
    return this.#reading;
  }

  /** Nobody reads any more: closes what is open, such as the file of a stream. */
  release(): void {
    this.#end();
    this.#reading?.return(undefined).catch(ignore);
    this.#reading = null;
  }
}

/** The same stream, which fails as soon as it is not `size` bytes long. `name` says whose size that is. */
export function withExactSize(stream: BodyStream, size: number, name: string): BodyStream {
  const source = () => ofSize(stream.open(), size, name);
  return new BodyStream(source, size, stream.isRewindable, () => stream.release());
}

async function* ofSize(pieces: AsyncIterable<Uint8Array>, size: number, name: string): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const piece of pieces) {
    sent += piece.length;
    if (sent > size) throw wrongSize(name, size, 'more');
    yield piece;
  }
  if (sent < size) throw wrongSize(name, size, String(sent));
}

function wrongSize(name: string, size: number, got: string): TslocError {
  return new TslocError('BAD_BODY', `Expected ${size} bytes of the file '${name}', as its size says, got ${got}.`);
}

/**
 * A body of texts and bytes: a node or web stream, a generator, a list.
 * @throws {TslocError} `BODY_USED` if it can be read only once, and has been
 */
export function createBodyStream(pieces: BodyChunks | ReadableStream): BodyStream {
  if (isNodeStream(pieces)) return nodeStream(pieces, pieces);
  if (pieces instanceof ReadableStream) return nodeStream(pieces, () => Readable.fromWeb(pieces as never));
  if (iteratorOf(pieces) !== (pieces as unknown)) return new BodyStream(() => pieces, null);
  return new BodyStream(
    () => pieces,
    null,
    markUsed(pieces, false),
    () => returned(pieces),
  );
}

/** True for what gives its pieces as they come. */
export function isStream(value: unknown): value is StreamSource {
  return typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || isNodeStream(value));
}

/** Ends what nobody is going to send: a stream or generator that has been given for a request and is not read. */
export function closeStream(given: unknown): void {
  if (typeof given !== 'object' || given === null || used.has(given) || isRead(given)) return;
  used.add(given);
  if (isNodeStream(given)) given.on('error', ignore).destroy();
  else if (given instanceof ReadableStream) given.cancel().catch(ignore);
  else returned(given);
}

/** Tells a generator that nobody wants more. */
function returned(iterator: object): void {
  if (!('next' in iterator && 'return' in iterator && typeof iterator.return === 'function')) return;
  try {
    Promise.resolve(iterator.return()).catch(ignore);
  } catch {} // one that is not asynchronous may just be running
}

function nodeStream(given: object, opened: Readable | (() => Readable)): BodyStream {
  markUsed(given, isRead(given));
  const stream = typeof opened === 'function' ? opened() : opened;
  // It may fail before anyone reads it, and an error that nobody hears ends the process; its reader gets it too.
  stream.on('error', ignore);
  return new BodyStream(
    () => stream,
    null,
    false,
    () => stream.destroy(),
  );
}

/** True if somebody else reads it, or has. */
function isRead(given: object): boolean {
  if (given instanceof ReadableStream) return given.locked || Readable.isDisturbed(given as never);
  return 'readableDidRead' in given && given.readableDidRead === true;
}

/** Always false, as `isRewindable` is of what it marks. */
function markUsed(source: object, wasRead: boolean): false {
  if (wasRead || used.has(source)) {
    const hint =
      'Make a new one for each request, or give a Blob: fs.openAsBlob() streams a file as often as it is sent.';
    throw new TslocError('BODY_USED', 'Expected a body that has not been read, got a stream that has.', { hint });
  }
  used.add(source);
  return false;
}

const used = new WeakSet<object>();

function isNodeStream(value: object): value is Readable {
  return 'pipe' in value && typeof value.pipe === 'function';
}

function iteratorOf(pieces: BodyChunks): unknown {
  return Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
}

async function* bytesOf(pieces: BodyChunks): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield toBytes(piece);
}

function toBytes(piece: unknown): Uint8Array {
  if (piece instanceof Uint8Array) return piece;
  if (typeof piece === 'string') return Buffer.from(piece);
  if (ArrayBuffer.isView(piece)) return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  if (piece instanceof ArrayBuffer) return Buffer.from(piece);
  throw new TslocError('BAD_BODY', `Expected texts or bytes from the stream of a body, got ${typeof piece}.`);
}

function ignore(): void {}

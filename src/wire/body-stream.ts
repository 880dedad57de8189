/** Request bodies that are sent in chunks: never buffered in full; a body that can be read only once is sent only once. */
import { Readable } from 'node:stream';
import { TslocError } from '../util/error.js';

/** A source of text and bytes. */
export type BodyChunks = AsyncIterable<unknown> | Iterable<unknown>;
/** An asynchronous source: a Node stream, a web stream, an async generator. Most can be read only once. */
export type StreamSource = ReadableStream | AsyncIterable<string | Uint8Array>;

/** The body of one request; a redirect that keeps the body opens it again. */
export class BodyStream {
  /** Null if unknown: such a body is sent with the chunked coding. */
  readonly lengthBytes: number | null;
  /** Whether it can be read again; streams and generators cannot. */
  readonly isRewindable: boolean;
  readonly #source: () => BodyChunks;
  readonly #end: () => void;
  #reading: AsyncGenerator<Uint8Array> | null = null;

  /** @param source returns the chunks, once per call @param end called when reading has ended */
  constructor(source: () => BodyChunks, lengthBytes: number | null, isRewindable = true, end: () => void = ignore) {
    this.#source = source;
    this.lengthBytes = lengthBytes;
    this.isRewindable = isRewindable;
    this.#end = end;
  }

  /** All bytes from the beginning. Iteration fails with an error of the source, or `BAD_BODY` for a chunk of another type. */
  open(): AsyncIterable<Uint8Array> {
    this.#reading = bytesOf(this.#source());
    return this.#reading;
  }

  /** Stops reading and closes the source, such as the file of a stream. */
  release(): void {
    this.#end();
    this.#reading?.return(undefined).catch(ignore);
    this.#reading = null;
  }
}

/** The same stream, which fails unless it is `size` bytes long. @param name the file name for the error */
export function withExactSize(stream: BodyStream, size: number, name: string): BodyStream {
  const source = () => checkSize(stream.open(), size, name);
  return new BodyStream(source, size, stream.isRewindable, () => stream.release());
}

async function* checkSize(chunks: AsyncIterable<Uint8Array>, size: number, name: string): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const chunk of chunks) {
    sent += chunk.length;
    if (sent > size) throw sizeError(name, size, 'more');
    yield chunk;
  }
  if (sent < size) throw sizeError(name, size, String(sent));
}

function sizeError(name: string, size: number, got: string): TslocError {
  return new TslocError('BAD_BODY', `Expected ${size} bytes, the size of the file '${name}', got ${got}.`);
}

/**
 * A body of text and bytes: a Node or web stream, a generator, an array.
 * @throws {TslocError} `BODY_USED` if it can be read only once and has been read
 */
export function createBodyStream(chunks: BodyChunks | ReadableStream): BodyStream {
  if (isNodeStream(chunks)) return nodeStream(chunks, chunks);
  if (chunks instanceof ReadableStream) return nodeStream(chunks, () => Readable.fromWeb(chunks as never));
  if (iteratorOf(chunks) !== (chunks as unknown)) return new BodyStream(() => chunks, null);
  return new BodyStream(
    () => chunks,
    null,
    markUsed(chunks, false),
    () => endIterator(chunks),
  );
}

/** True for an asynchronous source. */
export function isStream(value: unknown): value is StreamSource {
  return typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || isNodeStream(value));
}

/** Closes a stream or generator that was given for a request and will not be sent. */
export function closeStream(given: unknown): void {
  if (typeof given !== 'object' || given === null || used.has(given) || isRead(given)) return;
  used.add(given);
  if (isNodeStream(given)) given.on('error', ignore).destroy();
  else if (given instanceof ReadableStream) given.cancel().catch(ignore);
  else endIterator(given);
}

/** Ends a generator. */
function endIterator(iterator: object): void {
  if (!('next' in iterator && 'return' in iterator && typeof iterator.return === 'function')) return;
  try {
    Promise.resolve(iterator.return()).catch(ignore);
  } catch {} // a synchronous generator may be running
}

function nodeStream(given: object, opened: Readable | (() => Readable)): BodyStream {
  markUsed(given, isRead(given));
  const stream = typeof opened === 'function' ? opened() : opened;
  // It may fail before it is read, and an error without a listener ends the process; its reader gets the error as well.
  stream.on('error', ignore);
  return new BodyStream(
    () => stream,
    null,
    false,
    () => stream.destroy(),
  );
}

/** True if the source is being read, or has been. */
function isRead(given: object): boolean {
  if (given instanceof ReadableStream) return given.locked || Readable.isDisturbed(given as never);
  return 'readableDidRead' in given && given.readableDidRead === true;
}

/** Marks as used a source that can be read only once. Returns false, the value of `isRewindable`. */
function markUsed(source: object, wasRead: boolean): false {
  if (wasRead || used.has(source)) {
    const hint =
      'Create a new stream for each request, or give a Blob: fs.openAsBlob() streams a file each time it is sent.';
    throw new TslocError('BODY_USED', 'Expected a body that has not been read, got a stream that has.', { hint });
  }
  used.add(source);
  return false;
}

const used = new WeakSet<object>();

function isNodeStream(value: object): value is Readable {
  return 'pipe' in value && typeof value.pipe === 'function';
}

function iteratorOf(chunks: BodyChunks): unknown {
  return Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
}

async function* bytesOf(chunks: BodyChunks): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield toBytes(chunk);
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return Buffer.from(chunk);
  if (ArrayBuffer.isView(chunk)) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (chunk instanceof ArrayBuffer) return Buffer.from(chunk);
  throw new TslocError('BAD_BODY', `Expected text or bytes from the stream of a body, got ${typeof chunk}.`);
}

function ignore(): void {}

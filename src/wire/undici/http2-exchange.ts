/** One request over HTTP/2: a stream of its own on a connection that many share. */
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  constants,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2';
import { Readable } from 'node:stream';
import { checkHead } from '../head-rules.js';
import type { ResponseHandler } from '../transport.js';
import { connectionClosed, WireError } from '../wire-error.js';

/** A request as it is sent, its body opened. */
export interface Http2Request {
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  /** Name, value, name, value… */
  readonly headers: readonly string[];
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array> | null;
}

/** Who keeps the connection. */
export interface ExchangeOwner {
  /** The exchange is over, whatever came of it. */
  onEnded(exchange: Http2Exchange): void;
  /** The server says that it has not touched the request: it may be sent again, elsewhere. */
  onRefused(request: Http2Request, handler: ResponseHandler, tries: number): void;
}

/** Sends a request and tells its handler what comes back. */
export class Http2Exchange {
  readonly #request: Http2Request;
  readonly #handler: ResponseHandler;
  readonly #keeper: ExchangeOwner;
  readonly #tries: number;
  #stream: ClientHttp2Stream | null = null;
  #hasHead = false;
  #isOver = false;

  /** `tries` says which attempt it is: 1 for the first. */
  constructor(request: Http2Request, handler: ResponseHandler, keeper: ExchangeOwner, tries: number) {
    this.#request = request;
    this.#handler = handler;
    this.#keeper = keeper;
    this.#tries = tries;
  }

  send(session: ClientHttp2Session): void {
    const { body } = this.#request;
    try {
      checkHead(this.#request); // Node sends some of what is wrong as something else, and ends the connection for others
      this.#handler.onConnect((reason) => this.end(reason));
      if (this.#isOver) return;
      this.#stream = session.request(headersOf(this.#request), { endStream: body === null });
    } catch (thrown) {
      this.end(thrown as Error);
      return;
    }
    this.#listen(this.#stream, session);
    if (body === null) return;
    if (typeof body === 'string' || body instanceof Uint8Array) this.#stream.end(body);
    else this.#pour(body, this.#stream);
  }

  /** Ends it, if it is not over: the stream is dropped, the connection stays. */
  end(reason: Error): void {
    if (this.#isOver) return;
    this.#finish();
    this.#stream?.close(constants.NGHTTP2_CANCEL);
    this.#stream?.resume();
    this.#handler.onError(reason);
  }

  #pour(body: AsyncIterable<Uint8Array>, stream: ClientHttp2Stream): void {
    const readable = Readable.from(body); // Node's pipeline() and its streams end each other for ever
    readable.on('error', (error) => this.end(error));
    stream.once('close', () => readable.destroy());
    readable.pipe(stream);
  }

  #listen(stream: ClientHttp2Stream, session: ClientHttp2Session): void {
    stream.on('headers', (headers) => this.#guarded(() => this.#headed(stream, headers)));
    stream.once('response', (headers) => {
      this.#hasHead = true;
      stream.on('data', (chunk: Buffer) => {
        this.#guarded(() => {
          if (!this.#handler.onData(chunk)) stream.pause();
        });
      });
      this.#guarded(() => {
        if (!this.#headed(stream, headers)) stream.pause();
      });
    });
    stream.once('finish', () => this.#guarded(() => this.#handler.onRequestSent?.()));
    stream.once('end', () => {
      // The end also comes after a reset, and then it is none.
      if (this.#hasHead && stream.rstCode === constants.NGHTTP2_NO_ERROR) this.#complete();
    });
    stream.on('error', (error) => this.#fail(streamError(error)));
    stream.once('close', () => this.#fail(closed(stream, session)));
  }

  #headed(stream: ClientHttp2Stream, headers: IncomingHttpHeaders & IncomingHttpStatusHeader): boolean {
    return this.#handler.onHeaders(Number(headers[':status']), rawHeaders(headers), () => stream.resume(), '');
  }

  #guarded(tell: () => void): void {
    if (this.#isOver) return;
    try {
      tell();
    } catch (thrown) {
      this.end(thrown as Error);
    }
  }

  #complete(): void {
    if (this.#isOver) return;
    this.#finish();
    this.#handler.onComplete();
  }

  #fail(error: Error): void {
    if (this.#isOver) return;
    this.#finish();
    const { body } = this.#request;
    const isWhole = body === null || typeof body === 'string' || body instanceof Uint8Array;
    const isUntouched = this.#stream?.rstCode === constants.NGHTTP2_REFUSED_STREAM && !this.#hasHead;
    if (isUntouched && isWhole && this.#tries < maxTries)
      this.#keeper.onRefused(this.#request, this.#handler, this.#tries + 1);
    else this.#handler.onError(error);
  }

  #finish(): void {
    this.#isOver = true;
    this.#keeper.onEnded(this);
  }
}

/** A server that takes few requests a connection may refuse one some times; one that always refuses means it. */
const maxTries = 10;

/** What belongs to a connection of HTTP/1.1 alone. */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'host']);

function headersOf({ origin, path, method, headers, body }: Http2Request): Record<string, string | string[]> {
  const { protocol, host } = new URL(origin);
  const sent: Record<string, string | string[]> = {
    ':method': method,
    ':scheme': protocol.slice(0, -1),
    ':authority': host,
    ':path': path,
  };
  for (let i = 0; i < headers.length; i += 2) {
    const name = (headers[i] as string).toLowerCase();
    const value = headers[i + 1] as string;
    if (name === 'host') sent[':authority'] = value;
    if (hopByHop.has(name)) continue;
    const before = sent[name];
    sent[name] = before === undefined ? value : [before, value].flat();
  }
  if (typeof body === 'string' || body instanceof Uint8Array)
    sent['content-length'] ??= String(Buffer.byteLength(body));
  return sent;
}

function rawHeaders(headers: IncomingHttpHeaders): Buffer[] {
  const raw: Buffer[] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(':')) continue;
    for (const one of [value].flat()) raw.push(Buffer.from(name), Buffer.from(String(one), 'latin1'));
  }
  return raw;
}

/** Why a stream has closed that said nothing about it. */
function closed({ rstCode = 0 }: ClientHttp2Stream, session: ClientHttp2Session): Error {
  if (session.destroyed) return connectionClosed();
  return new WireError('http2', `Stream closed with error code ${names[rstCode] ?? rstCode}`);
}

/** A GOAWAY with an error takes the connection with it. */
function streamError(error: Error): Error {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ERR_HTTP2_SESSION_ERROR') return connectionClosed(error);
  return code.startsWith('ERR_HTTP2_') ? new WireError('http2', error.message, { cause: error }) : error;
}

/** Of RFC 9113, as Node writes them. */
const names: readonly string[] = [
  ...['NO_ERROR', 'PROTOCOL_ERROR', 'INTERNAL_ERROR', 'FLOW_CONTROL_ERROR', 'SETTINGS_TIMEOUT', 'STREAM_CLOSED'],
  ...['FRAME_SIZE_ERROR', 'REFUSED_STREAM', 'CANCEL', 'COMPRESSION_ERROR', 'CONNECT_ERROR', 'ENHANCE_YOUR_CALM'],
  ...['INADEQUATE_SECURITY', 'HTTP_1_1_REQUIRED'],
].map((name) => `NGHTTP2_${name}`);

/** One HTTP/2 request: a stream on a shared connection. */
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  constants,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2';
import { Readable } from 'node:stream';
import { checkHead } from '../head-rules.js';
import { InformationalCounter } from '../informational-limit.js';
import { isConnectionClosed, isIdempotent } from '../resend-rules.js';
import type { ResponseHandler } from '../transport.js';
import { createCloseError, WireError } from '../wire-error.js';

/** A request with its body stream opened. */
export interface Http2Request {
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  /** Name, value, name, value… */
  readonly headers: readonly string[];
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array> | null;
}

/** The connection of an exchange. */
export interface ExchangeOwner {
  /** Whether an earlier request has been answered. */
  hasServed: boolean;
  /** The exchange has ended, whatever its result. */
  onEnded(exchange: Http2Exchange): void;
  /** The server has not processed the request: it may be sent again on another connection. */
  onRefused(request: Http2Request, handler: ResponseHandler, attempt: number): void;
}

/** Sends a request and passes the response to its handler. */
export class Http2Exchange {
  readonly #request: Http2Request;
  readonly #handler: ResponseHandler;
  readonly #owner: ExchangeOwner;
  readonly #attempt: number;
  #stream: ClientHttp2Stream | null = null;
  #hasHead = false;
  readonly #informational = new InformationalCounter();
  #hasEnded = false;

  /** @param attempt 1 for the first */
  constructor(request: Http2Request, handler: ResponseHandler, owner: ExchangeOwner, attempt: number) {
    this.#request = request;
    this.#handler = handler;
    this.#owner = owner;
    this.#attempt = attempt;
  }

  /** True while a body is being sent that may fill the buffers of the connection. */
  get isUploading(): boolean {
    const { body } = this.#request;
    if (body === null || this.#stream === null || this.#stream.writableFinished) return false;
    return !(typeof body === 'string' || body instanceof Uint8Array) || body.length > smallBodyBytes;
  }

  send(session: ClientHttp2Session): void {
    const { body } = this.#request;
    try {
      checkHead(this.#request); // Node alters some invalid heads, and closes the connection for others
      this.#handler.onConnect((reason) => this.end(reason));
      if (this.#hasEnded) return;
      this.#stream = session.request(headersOf(this.#request), { endStream: body === null });
    } catch (thrown) {
      this.end(thrown as Error);
      return;
    }
    this.#listen(this.#stream, session);
    if (body === null) return;
    if (typeof body === 'string' || body instanceof Uint8Array) this.#stream.end(body);
    else this.#sendStream(body, this.#stream);
  }

  /** Fails the request, unless it has ended: the stream is cancelled, the connection stays open. */
  end(reason: Error): void {
    if (this.#hasEnded) return;
    this.#finish();
    this.#stream?.close(constants.NGHTTP2_CANCEL);
    this.#stream?.resume();
    this.#handler.onError(reason);
  }

  #sendStream(body: AsyncIterable<Uint8Array>, stream: ClientHttp2Stream): void {
    const readable = Readable.from(body); // pipeline() and HTTP/2 streams destroy each other in an endless loop
    readable.on('error', (error) => this.end(error));
    stream.once('close', () => readable.destroy());
    readable.pipe(stream);
  }

  #listen(stream: ClientHttp2Stream, session: ClientHttp2Session): void {
    stream.on('headers', (headers) => this.#callHandler(() => this.#onHeaders(stream, headers)));
    stream.once('response', (headers) => {
      this.#hasHead = true;
      stream.on('data', (chunk: Buffer) => {
        this.#callHandler(() => {
          if (!this.#handler.onData(chunk)) stream.pause();
        });
      });
      this.#callHandler(() => {
        if (!this.#onHeaders(stream, headers)) stream.pause();
      });
    });
    stream.once('finish', () => this.#callHandler(() => this.#handler.onRequestSent?.()));
    stream.once('end', () => {
      // `end` is also emitted after a reset, which does not complete the response.
      if (this.#hasHead && stream.rstCode === constants.NGHTTP2_NO_ERROR) this.#complete();
    });
    stream.on('error', (error) => this.#fail(streamError(error)));
    stream.once('close', () => this.#fail(closeError(stream, session)));
  }

  #onHeaders(stream: ClientHttp2Stream, headers: IncomingHttpHeaders & IncomingHttpStatusHeader): boolean {
    const status = Number(headers[':status']);
    const excess = this.#informational.add(status);
    if (excess !== null) throw excess;
    return this.#handler.onHeaders(status, rawHeaders(headers), () => stream.resume(), '');
  }

  #callHandler(call: () => void): void {
    if (this.#hasEnded) return;
    try {
      call();
    } catch (thrown) {
      this.end(thrown as Error);
    }
  }

  #complete(): void {
    if (this.#hasEnded) return;
    this.#finish();
    this.#owner.hasServed = true;
    this.#handler.onComplete();
  }

  #fail(error: Error): void {
    if (this.#hasEnded) return;
    this.#finish();
    const { body } = this.#request;
    const isWhole = body === null || typeof body === 'string' || body instanceof Uint8Array;
    const canResend = isWhole && !this.#hasHead;
    const isUnprocessed = this.#stream?.rstCode === constants.NGHTTP2_REFUSED_STREAM && this.#attempt < maxAttempts;
    if (canResend && (isUnprocessed || this.#wasStale(error)))
      this.#owner.onRefused(this.#request, this.#handler, this.#attempt + 1);
    else this.#handler.onError(error);
  }

  /** True if the server had closed the idle connection, and the request may be sent again. */
  #wasStale(error: Error): boolean {
    const isFirst = this.#attempt === 1 && this.#owner.hasServed;
    return isFirst && isConnectionClosed(error) && isIdempotent(this.#request.method);
  }

  #finish(): void {
    this.#hasEnded = true;
    this.#owner.onEnded(this);
  }
}

/** Buffers of the operating system hold at least this much. */
const smallBodyBytes = 16_384;

/** A server that accepts few requests per connection may refuse the same one several times; then the request fails. */
const maxAttempts = 10;

/** Headers of an HTTP/1.1 connection, which HTTP/2 does not have. */
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

/** The error of a stream that closed without one. */
function closeError({ rstCode = 0 }: ClientHttp2Stream, session: ClientHttp2Session): Error {
  if (session.destroyed) return createCloseError();
  return new WireError('http2', `Stream closed with error code ${errorCodes[rstCode] ?? rstCode}`);
}

/** A GOAWAY with an error also closes the connection. */
function streamError(error: Error): Error {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ERR_HTTP2_SESSION_ERROR') return createCloseError(error);
  return code.startsWith('ERR_HTTP2_') ? new WireError('http2', error.message, { cause: error }) : error;
}

/** Error codes of RFC 9113, in Node's notation. */
const errorCodes: readonly string[] = [
  ...['NO_ERROR', 'PROTOCOL_ERROR', 'INTERNAL_ERROR', 'FLOW_CONTROL_ERROR', 'SETTINGS_TIMEOUT', 'STREAM_CLOSED'],
  ...['FRAME_SIZE_ERROR', 'REFUSED_STREAM', 'CANCEL', 'COMPRESSION_ERROR', 'CONNECT_ERROR', 'ENHANCE_YOUR_CALM'],
  ...['INADEQUATE_SECURITY', 'HTTP_1_1_REQUIRED'],
].map((name) => `NGHTTP2_${name}`);

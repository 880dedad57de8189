/** Requests by undici; the only file that knows it. A connection a user and origin, kept alive, and more for overlaps. */

import type { Socket } from 'node:net';
import { buildConnector, Client } from 'undici';
import { BodyStream } from './body-stream.js';
import { maxHeaderBytes } from './failures.js';
import { Line, Overlap, type Wire } from './line.js';
import { hasHeader } from './request-headers.js';
import type { ResponseHandler, Transport, TransportRequest } from './transport.js';

type DispatchOptions = Parameters<Client['dispatch']>[0];

const clientOptions: Client.Options = {
  // As Locust's HttpUser: a request may take as long as it takes.
  headersTimeout: 0,
  bodyTimeout: 0,
  maxHeaderSize: maxHeaderBytes,
  // Idle connections are kept until the server closes them; undici's own limit would reconnect at each long wait.
  keepAliveTimeout: 600_000,
  keepAliveMaxTimeout: 600_000,
};

/** One for all users: a connector of its own would cost each of them a cache of TLS sessions. */
const connector = buildConnector({ timeout: 0 });

/** How many connections a user has to an origin at most, as Locust's HttpUser. */
const connections = 10;

/** The transport of {@link HttpUser}. */
export class UndiciTransport implements Transport {
  #origin = '';
  #line: UndiciLine | null = null;
  #others: Map<string, UndiciLine> | null = null;

  send(request: TransportRequest, handler: ResponseHandler): void {
    const sameOrigin = request.origin === this.#origin && this.#line !== null;
    const line = sameOrigin ? (this.#line as UndiciLine) : this.#lineTo(request.origin);
    const options = (isUnusual(request) ? adapted(request) : request) as DispatchOptions;
    if (line.isFree) line.send(options, handler);
    else overlapOf(line, request.origin).send(options, handler);
  }

  drop(reason: Error): void {
    const lines = [this.#line, ...(this.#others?.values() ?? [])];
    this.#line = null;
    this.#others = null;
    for (const line of lines) {
      line?.overlap?.destroy(reason);
      line?.destroy(reason);
    }
  }

  #lineTo(origin: string): UndiciLine {
    const known = this.#others?.get(origin);
    if (known !== undefined) return known;
    const line = openLine(origin);
    if (this.#line === null) {
      this.#origin = origin;
      this.#line = line;
    } else {
      this.#others ??= new Map();
      this.#others.set(origin, line);
    }
    return line;
  }
}

type UndiciLine = Line<DispatchOptions>;

function openLine(origin: string): UndiciLine {
  const connect: buildConnector.connector = (options, callback) => {
    // It gives the socket back, and its types do not know.
    line.opening(connector(options, callback) as unknown as Socket);
  };
  // Of a handler, undici calls the five methods of ours; its types ask for one with more.
  const line: UndiciLine = new Line(
    new Client(origin, { ...clientOptions, connect }) as unknown as Wire<DispatchOptions>,
  );
  return line;
}

function overlapOf(line: UndiciLine, origin: string): Overlap<DispatchOptions> {
  return line.overlap ?? new Overlap(line, connections, () => openLine(origin));
}

function isUnusual({ method, body }: TransportRequest): boolean {
  return body === null ? method === 'HEAD' : body instanceof BodyStream || !closesNothing.test(method);
}

/** Without a word against it, undici closes the connection after each HEAD, and after bodies of other methods. */
const closesNothing = /^(POST|PUT|PATCH)$/;

function adapted(request: TransportRequest) {
  const { body, headers } = request;
  if (!(body instanceof BodyStream)) return { ...request, reset: false };
  const length = body.lengthBytes;
  const sized = length === null || hasHeader(headers, 'content-length') ? headers : withLength(headers, length);
  return { ...request, headers: sized, body: body.open(), reset: false };
}

function withLength(headers: readonly string[], lengthBytes: number): string[] {
  return [...headers, 'content-length', String(lengthBytes)];
}

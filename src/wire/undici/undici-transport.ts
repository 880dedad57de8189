/** Requests by undici. A connection a user and origin, kept alive, and more while requests overlap. */
import { BodyStream } from '../body-stream.js';
import { findLengthError } from '../head-rules.js';
import { hasHeader } from '../header-list.js';
import type { ResponseHandler, Transport, TransportRequest } from '../transport.js';
import { SlotPool } from './connection-slot.js';
import type { DispatchOptions, UndiciClients, UndiciSlot, UserOptions } from './undici-clients.js';

/** The transport of an {@link HttpUser} that says something of its network. */
export class UndiciTransport implements Transport {
  readonly #wires: UndiciClients;
  readonly #options: UserOptions;
  #origin = '';
  #line: UndiciSlot | null = null;
  #others: Map<string, UndiciSlot> | null = null;

  /** `wires` are those of the user's class. */
  constructor(wires: UndiciClients) {
    this.#wires = wires;
    this.#options = wires.nextOptions();
  }

  /** undici looks at an idle connection for a turn of its own before each request: with a second one, a third is lost. */
  get resumesByScheduler(): boolean {
    return false;
  }

  send(request: TransportRequest, handler: ResponseHandler): void {
    const mistake = findLengthError(request); // undici would leave it out where there is no body
    const sameOrigin = request.origin === this.#origin && this.#line !== null;
    const line = sameOrigin ? (this.#line as UndiciSlot) : this.#lineTo(request.origin);
    if (mistake !== null) handler.onError(mistake);
    else if (line.isFree) line.send(this.#prepared(request), handler);
    else this.#sendBeside(line, request, handler);
  }

  drop(reason: Error): void {
    const lines = [this.#line, ...(this.#others?.values() ?? [])];
    this.#line = null;
    this.#others = null;
    for (const line of lines) {
      line?.pool?.destroy(reason);
      line?.destroy(reason);
    }
  }

  #prepared(request: TransportRequest): DispatchOptions {
    const adapted = this.#wires.isUnchanged ? request : this.#wires.adapt(request);
    return (isUnusual(request) ? unusual(adapted) : adapted) as DispatchOptions;
  }

  #lineTo(origin: string): UndiciSlot {
    const known = this.#others?.get(origin);
    if (known !== undefined) return known;
    const line = this.#wires.open(origin, this.#options, true);
    if (this.#line === null) {
      this.#origin = origin;
      this.#line = line;
    } else {
      this.#others ??= new Map();
      this.#others.set(origin, line);
    }
    return line;
  }

  /** In a method of its own: a function that has a closure costs memory with each call. */
  #sendBeside(line: UndiciSlot, request: TransportRequest, handler: ResponseHandler): void {
    const open = () => this.#wires.open(request.origin, this.#options, false);
    const overlap = line.pool ?? new SlotPool(line, this.#wires.maxConnections, open);
    overlap.send(() => this.#prepared(request), handler);
  }
}

function isUnusual({ method, body }: TransportRequest): boolean {
  return body === null ? method === 'HEAD' : body instanceof BodyStream || !closesNothing.test(method);
}

/** Without a word against it, undici closes the connection after each HEAD, and after bodies of other methods. */
const closesNothing = /^(POST|PUT|PATCH)$/;

function unusual(request: TransportRequest) {
  const { body, headers } = request;
  if (!(body instanceof BodyStream)) return { ...request, reset: false };
  const length = body.lengthBytes;
  const sized = length === null || hasHeader(headers, 'content-length') ? headers : withLength(headers, length);
  return { ...request, headers: sized, body: body.open(), reset: false };
}

function withLength(headers: readonly string[], lengthBytes: number): string[] {
  return [...headers, 'content-length', String(lengthBytes)];
}

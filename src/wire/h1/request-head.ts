/** The head of a request as text: checked and joined once, then found again by whoever asks for the same. */
import { checkHeader, checkRepeated, checkStart } from '../head-rules.js';
import type { TransportRequest } from '../transport.js';

/** A head up to its last header, without the end. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  /** With a line end after each header, and none after the last of them. */
  readonly text: string;
  /** All of it, for a request without a body. */
  readonly complete: string;
  /** The same for TLS, which would make bytes of the text each time; null as long as nobody has asked. */
  bytes: Buffer | null;
  /** True if the connection is to end with the request. */
  readonly closes: boolean;
  /** What the user says of the body's length; null for nothing. */
  readonly contentLength: string | null;
}

/** Different paths whose heads are kept. */
const keptHeads = 1_000;

/** The heads of all requests to one authority. */
export class RequestHeads {
  readonly #authority: string;
  readonly #byPath = new Map<string, RequestHead>();

  constructor(authority: string) {
    this.#authority = authority;
  }

  /** The head of a request. @throws {TslocError} `BAD_REQUEST_HEAD` */
  get(request: TransportRequest): RequestHead {
    const known = this.#byPath.get(request.path);
    if (known !== undefined && matchesHead(known, request)) return known;
    const head = headOf(request, this.#authority);
    if (this.#byPath.size >= keptHeads) this.#byPath.clear();
    this.#byPath.set(request.path, head);
    return head;
  }
}

/** True if `request` has this head. */
export function matchesHead({ method, path, headers }: RequestHead, request: TransportRequest): boolean {
  return path === request.path && method === request.method && isSame(headers, request.headers);
}

function isSame(headers: readonly string[], others: readonly string[]): boolean {
  if (headers === others) return true;
  if (headers.length !== others.length) return false;
  for (let i = 0; i < headers.length; i++) if (headers[i] !== others[i]) return false;
  return true;
}

function headOf({ method, path, headers }: TransportRequest, authority: string): RequestHead {
  checkStart(method, path);
  const lines = linesOf(headers);
  const values = new Map(lines);
  if (values.size < lines.length) checkRepeated(lines);
  const first = values.has('host') ? '' : `host: ${authority}\r\n`;
  const second = values.has('connection') ? '' : 'connection: keep-alive\r\n';
  const text = `${method} ${path} HTTP/1.1\r\n${first}${second}${linesText(headers)}`;
  const needsLength = !values.has('content-length') && expectsBody.test(method);
  return {
    method,
    path,
    headers,
    text,
    complete: flat(`${text}${needsLength ? 'content-length: 0\r\n' : ''}\r\n`),
    bytes: null,
    closes: lines.some(([name, value]) => name === 'connection' && /\bclose\b/i.test(value)),
    contentLength: values.get('content-length') ?? null,
  };
}

/** Lower-case names with their values, checked. */
function linesOf(headers: readonly string[]): [string, string][] {
  const lines: [string, string][] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const [name, value] = [String(headers[i]), String(headers[i + 1])];
    const lowerName = name.toLowerCase();
    checkHeader(name, lowerName, value);
    lines.push([lowerName, value]);
  }
  return lines;
}

function linesText(headers: readonly string[]): string {
  let text = '';
  for (let i = 0; i < headers.length; i += 2) text += `${headers[i]}: ${headers[i + 1]}\r\n`;
  return text;
}

const expectsBody = /^(POST|PUT|PATCH)$/;

/** One piece in memory: text that was joined is joined anew at each write. */
function flat(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** Request heads as text: checked and joined once, then cached by path. */
import { checkHeader, checkRepeated, checkStart } from '../head-rules.js';
import type { TransportRequest } from '../transport.js';

/** The head of a request. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  /** The request line and the headers, each with a line ending, without the empty line at the end. */
  readonly text: string;
  /** The complete head of a request without a body. */
  readonly complete: string;
  /** The same as bytes, for TLS, which would encode the text at each write; null before the first use. */
  bytes: Buffer | null;
  /** Whether the request has `connection: close`: the connection closes after the response. */
  readonly closes: boolean;
  /** The Content-Length that the user gave; null for none. */
  readonly contentLength: string | null;
}

/** The maximum number of paths whose heads are cached per origin. */
const maxCachedHeads = 1_000;

/** A cache of the request heads for one authority. */
export class RequestHeads {
  readonly #authority: string;
  readonly #byPath = new Map<string, RequestHead>();

  constructor(authority: string) {
    this.#authority = authority;
  }

  /** The head of a request. @throws {TslocError} `BAD_REQUEST_HEAD` */
  get(request: TransportRequest): RequestHead {
    const cached = this.#byPath.get(request.path);
    if (cached !== undefined && matchesHead(cached, request)) return cached;
    const head = buildHead(request, this.#authority);
    if (this.#byPath.size >= maxCachedHeads) this.#byPath.clear();
    this.#byPath.set(request.path, head);
    return head;
  }
}

/** True if `request` has this head. */
export function matchesHead({ method, path, headers }: RequestHead, request: TransportRequest): boolean {
  return path === request.path && method === request.method && areEqual(headers, request.headers);
}

function areEqual(headers: readonly string[], others: readonly string[]): boolean {
  if (headers === others) return true;
  if (headers.length !== others.length) return false;
  for (let i = 0; i < headers.length; i++) if (headers[i] !== others[i]) return false;
  return true;
}

function buildHead({ method, path, headers }: TransportRequest, authority: string): RequestHead {
  checkStart(method, path);
  const lines = checkLines(headers);
  const values = new Map(lines);
  if (values.size < lines.length) checkRepeated(lines);
  const hostLine = values.has('host') ? '' : `host: ${authority}\r\n`;
  const connectionLine = values.has('connection') ? '' : 'connection: keep-alive\r\n';
  const text = `${method} ${path} HTTP/1.1\r\n${hostLine}${connectionLine}${joinLines(headers)}`;
  const needsLength = !values.has('content-length') && expectsBody.test(method);
  return {
    method,
    path,
    headers,
    text,
    complete: flatten(`${text}${needsLength ? 'content-length: 0\r\n' : ''}\r\n`),
    bytes: null,
    closes: lines.some(([name, value]) => name === 'connection' && /\bclose\b/i.test(value)),
    contentLength: values.get('content-length') ?? null,
  };
}

/** Checked headers: names in lower case, and their values. */
function checkLines(headers: readonly string[]): [string, string][] {
  const lines: [string, string][] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const [name, value] = [String(headers[i]), String(headers[i + 1])];
    const lowerName = name.toLowerCase();
    checkHeader(name, lowerName, value);
    lines.push([lowerName, value]);
  }
  return lines;
}

function joinLines(headers: readonly string[]): string {
  let text = '';
  for (let i = 0; i < headers.length; i += 2) text += `${headers[i]}: ${headers[i + 1]}\r\n`;
  return text;
}

const expectsBody = /^(POST|PUT|PATCH)$/;

/** The same text in contiguous memory: V8 would flatten a concatenated string at each write. */
function flatten(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

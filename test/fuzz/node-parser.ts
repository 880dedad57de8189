/** Node's own parser (llhttp, strict), as in its HTTP client, fed byte by byte, so that the end is known exactly. */
import { createRequire } from 'node:module';
import type { Connection, Outcome } from './outcome.js';

interface NodeParser {
  initialize(type: number, resource: object, maxHeaderSize: number, lenientFlags: number): void;
  execute(bytes: Buffer): number | Error;
  finish(): number | Error | undefined;
  close(): void;
  [callback: number]: unknown;
}

interface NodeParserClass {
  new (): NodeParser;
  readonly RESPONSE: number;
  readonly kOnHeaders: number;
  readonly kOnHeadersComplete: number;
  readonly kOnBody: number;
  readonly kOnMessageComplete: number;
  readonly kLenientNone: number;
}

const { HTTPParser } = createRequire(import.meta.url)('_http_common') as { HTTPParser: NodeParserClass };

/** A class, since Node keeps one parser for many messages, too. */
class Reference {
  #method = '';
  #flushed: string[] = [];
  #headers: string[] = [];
  #status = 0;
  #reason = '';
  #body = '';
  #keepsAlive = false;
  #isDone = false;
  readonly #parser = new HTTPParser();

  constructor() {
    const parser = this.#parser;
    parser[HTTPParser.kOnHeaders] = (headers: string[]) => void this.#flushed.push(...headers);
    parser[HTTPParser.kOnHeadersComplete] = (...given: unknown[]) => this.#onHead(given);
    parser[HTTPParser.kOnBody] = (data: Buffer) => {
      this.#body += data.toString('latin1');
    };
    parser[HTTPParser.kOnMessageComplete] = () => {
      if (this.#status >= 200) this.#isDone = true;
      this.#flushed = []; // trailers
    };
  }

  outcome({ method, bytes }: Connection): Outcome {
    this.#parser.initialize(HTTPParser.RESPONSE, {}, 1_000_000, HTTPParser.kLenientNone);
    this.#method = method;
    [this.#flushed, this.#body, this.#isDone, this.#status] = [[], '', false, 0];
    let end = 0;
    while (end < bytes.length && !this.#isDone) {
      const result = this.#parser.execute(bytes.subarray(end, ++end));
      if (result instanceof Error) return { kind: 'error', why: whyOf(result) };
    }
    if (!this.#isDone) {
      const result = this.#parser.finish();
      if (result instanceof Error) return { kind: 'error', why: whyOf(result) };
      if (!this.#isDone) return { kind: 'error', why: 'It ended too early.' };
    }
    return {
      kind: 'message',
      status: this.#status,
      reason: this.#reason,
      headers: linesOf(this.#headers),
      body: this.#body,
      end,
      keepsAlive: this.#keepsAlive,
    };
  }

  /** The return value of Node's client: 1 means no body. */
  #onHead([major, minor, headers, , , status, reason, , keepsAlive]: unknown[]): number {
    this.#headers = [...this.#flushed, ...((headers as string[] | undefined) ?? [])];
    this.#flushed = [];
    this.#status = status as number;
    this.#reason = reason as string;
    this.#keepsAlive = keepsAlive as boolean;
    const isTunnel = this.#method === 'CONNECT' && this.#status < 300;
    const hasNoBody = this.#method === 'HEAD' || isTunnel;
    // At this point, it treats a response without a length as one that lasts until the end of the connection.
    if (hasNoBody) this.#keepsAlive = saysKeepAlive(major === 1 && minor === 0, this.#headers);
    return hasNoBody || this.#status < 200 ? 1 : 0;
  }
}

const reference = new Reference();

/** Node's result for the bytes. */
export function nodeOutcome(connection: Connection): Outcome {
  return reference.outcome(connection);
}

function whyOf(error: Error): string {
  return `${(error as { code?: string }).code}: ${(error as { reason?: string }).reason}`;
}

function saysKeepAlive(isOld: boolean, headers: readonly string[]): boolean {
  const words = headers.flatMap((name, i) =>
    i % 2 === 0 && name.toLowerCase() === 'connection' ? (headers[i + 1] as string).toLowerCase().split(/\s*,\s*/) : [],
  );
  return isOld ? words.includes('keep-alive') && !words.includes('close') : !words.includes('close');
}

/** In the form that both parsers' headers can be brought to. */
function linesOf(headers: readonly string[]): string[] {
  const all = new Headers();
  for (let i = 0; i < headers.length; i += 2) all.append(headers[i] as string, headers[i + 1] as string);
  return [...all].flat();
}

/** Answers requests: reads the body, finds the route, waits for the latency, replies, counts. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { now, sleep } from '../util/loop/clock.js';
import type { Counts } from './counts.js';
import type { Faults } from './faults/faults.js';
import type { Impairments } from './faults/impairments.js';
import type { Latency } from './faults/latency.js';
import { HttpError } from './http-error.js';
import { readBody } from './input/body.js';
import type { Reply } from './routes/route.js';
import type { Match, Router } from './routes/router.js';

/** Dependencies of a responder. */
export interface ResponderParts {
  readonly router: Router;
  readonly latency: Latency;
  readonly faults: Faults;
  readonly impairments: Impairments;
  readonly counts: Counts;
  /** Aborted when the service closes. */
  readonly closed: AbortSignal;
}

/** A reply, and the delay before it besides the latency, ms; null if it is sent at once. */
interface DelayedReply {
  readonly reply: Reply;
  readonly delayMs: number | null;
}

const defaultBodyBytes = 256 * 1024;
const unknownPathMs = 2;

/**
 * Each request is counted once, when its response has been sent. A request whose client disconnects before that, or that
 * is cut off when the service closes, is not counted.
 */
export class Responder {
  private readonly parts: ResponderParts;

  constructor(parts: ResponderParts) {
    this.parts = parts;
  }

  /** Answers `request`; never rejects. */
  async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { router, latency, counts, closed } = this.parts;
    const { method = 'GET', url = '/' } = request;
    const [path, query] = splitAt(url, '?');
    const match = router.match(method, path);
    try {
      const { reply, delayMs } = await this.replyTo(request, match, query);
      if (match.route?.isInternal) return send(response, reply);
      const latencyMs = latency.draw(`${method} ${match.pattern}`, match.route?.typicalMs ?? unknownPathMs);
      const waitMs = delayMs === null ? 0 : latencyMs + delayMs;
      if (waitMs > 0) await sleep(waitMs, closed);
      response.once('finish', () => counts.add(method, match.pattern));
      send(response, reply);
    } catch {
      response.destroy(); // the client has disconnected, or the service is closing
    }
  }

  // A separate function, so that the body can be garbage-collected during the latency.
  private async replyTo(request: IncomingMessage, match: Match, query: string): Promise<DelayedReply> {
    const body = await readBodyOrError(request, match.route?.maxBodyBytes ?? defaultBodyBytes);
    if (match.route?.isInternal) return { reply: await this.handle(request, match, query, body), delayMs: 0 };
    const admitted = this.parts.impairments.admit(now());
    if (typeof admitted !== 'number') return { reply: admitted, delayMs: null };
    if (this.parts.faults.shouldFail(`${request.method} ${match.pattern}`))
      return { reply: { status: 500, json: { error: 'This request fails on purpose.' } }, delayMs: admitted };
    return { reply: await this.handle(request, match, query, body), delayMs: admitted };
  }

  private async handle(
    request: IncomingMessage,
    match: Match,
    query: string,
    body: Buffer | HttpError,
  ): Promise<Reply> {
    const { route, params } = match;
    try {
      if (body instanceof HttpError) throw body;
      if (!route) return noRouteReply(match, request);
      return await route.handle({ headers: request.headers, params, query: new URLSearchParams(query), body });
    } catch (error) {
      if (error instanceof HttpError) return errorReply(error);
      return { status: 500, json: { error: `Unexpected: ${(error as Error).message}` } };
    }
  }
}

async function readBodyOrError(request: IncomingMessage, maxBytes: number): Promise<Buffer | HttpError> {
  try {
    return await readBody(request, maxBytes);
  } catch (error) {
    if (error instanceof HttpError) return error;
    throw error;
  }
}

function noRouteReply({ methods }: Match, { method, url }: IncomingMessage): Reply {
  if (methods.length === 0) return { status: 404, json: { error: `Expected a known path, got ${url}.` } };
  const allow = methods.join(', ');
  return { status: 405, json: { error: `Expected the method ${allow}, got ${method}.` }, headers: { allow } };
}

function errorReply({ status, message, code }: HttpError): Reply {
  const json = code === undefined ? { error: message } : { error: message, code };
  return status === 401 ? { status, json, headers: { 'www-authenticate': 'Bearer' } } : { status, json };
}

function send(response: ServerResponse, { status, json, headers }: Reply): void {
  const body = Buffer.from(JSON.stringify(json));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length, ...headers });
  response.end(body);
}

function splitAt(text: string, mark: string): [string, string] {
  const index = text.indexOf(mark);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

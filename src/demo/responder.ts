/** Answers one request: read it, find its route, let time pass, reply, count. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sleep } from '../util/loop/clock.js';
import { readBody } from './body.js';
import type { Counts } from './counts.js';
import type { Faults } from './faults.js';
import type { Latency } from './latency.js';
import { Refusal } from './refusal.js';
import type { Reply } from './route.js';
import type { Match, Router } from './router.js';

/** What a responder works with. */
export interface ResponderParts {
  readonly router: Router;
  readonly latency: Latency;
  readonly faults: Faults;
  readonly counts: Counts;
  /** Aborted when the service closes: nobody waits for an answer any more. */
  readonly closed: AbortSignal;
}

const smallBodyBytes = 256 * 1024;
const unknownMs = 2;

/**
 * Answers requests. Each one is counted once, when its response has been sent to its end: one whose client goes away
 * before that, or that the closing of the service cuts off, is not counted.
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
    const [path, query] = cut(url, '?');
    const match = router.match(method, path);
    try {
      const reply = await this.replyTo(request, match, query);
      if (match.route?.backstage) return send(response, reply);
      const waitMs = latency.draw(`${method} ${match.pattern}`, match.route?.typicalMs ?? unknownMs);
      if (waitMs > 0) await sleep(waitMs, closed);
      response.once('finish', () => counts.add(method, match.pattern));
      send(response, reply);
    } catch {
      response.destroy(); // the client is gone, or the service is closing
    }
  }

  // A function of its own, so that the body is free to go while the answer waits.
  private async replyTo(request: IncomingMessage, match: Match, query: string): Promise<Reply> {
    const { route, params, pattern } = match;
    const body = await bodyOrRefusal(request, route?.maxBodyBytes ?? smallBodyBytes);
    if (!route?.backstage && this.parts.faults.strikes(`${request.method} ${pattern}`)) {
      return { status: 500, json: { error: 'This request was chosen to fail.' } };
    }
    try {
      if (body instanceof Refusal) throw body;
      if (!route) return strayReply(match, request);
      return await route.handle({ headers: request.headers, params, query: new URLSearchParams(query), body });
    } catch (error) {
      if (error instanceof Refusal) return refusalReply(error);
      return { status: 500, json: { error: `Unexpected: ${(error as Error).message}` } };
    }
  }
}

async function bodyOrRefusal(request: IncomingMessage, maxBytes: number): Promise<Buffer | Refusal> {
  try {
    return await readBody(request, maxBytes);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function strayReply({ methods }: Match, { method, url }: IncomingMessage): Reply {
  if (methods.length === 0) return { status: 404, json: { error: `Expected a known path, got ${url}.` } };
  const allow = methods.join(', ');
  return { status: 405, json: { error: `Expected the method ${allow}, got ${method}.` }, headers: { allow } };
}

function refusalReply({ status, message, code }: Refusal): Reply {
  const json = code === undefined ? { error: message } : { error: message, code };
  return status === 401 ? { status, json, headers: { 'www-authenticate': 'Bearer' } } : { status, json };
}

function send(response: ServerResponse, { status, json, headers }: Reply): void {
  const body = Buffer.from(JSON.stringify(json));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length, ...headers });
  response.end(body);
}

function cut(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Redirects, by the rules of Python's requests, which Locust's HttpUser follows. */
import { isUtf8 } from 'node:buffer';
import { encodePath, encodeQuery } from '../../util/text/percent-encode.js';
import { BodyStream } from '../../wire/body-stream.js';
import { headerValue, type RawHeaders } from '../../wire/headers.js';
import type { RequestBody } from '../../wire/transport.js';
import { WireError } from '../../wire/wire-error.js';
import { invalidSchema, invalidUrl, tooManyRedirects, unrewindableBody } from '../errors/failures.js';
import { RequestError } from '../errors/request-error.js';
import { keepsCredentials } from '../request/auth.js';
import type { OutgoingRequest } from '../request/outgoing-request.js';
import type { PreparedRequest } from '../request/prepare.js';
import { withoutHeaders } from '../request/request-headers.js';
import { parseTarget, type Target } from '../request/target.js';
import type { Exchange } from '../response/exchange.js';
import { HttpResponse, type ResponseParts } from '../response/response.js';
import { partsOf, toFailedParts } from '../response/response-parts.js';
import { StreamExchange } from '../response/stream-exchange.js';
import type { Sender } from './sender.js';
import type { SessionLifetime } from './session-lifetime.js';

/**
 * The parts of the response at the end of the chain that begins with `first`, the exchange of `request`.
 * @param maxRedirects null follows none
 * @throws the reason, if `lifetime` ends before the chain does
 */
export async function followRedirects(
  sender: Sender,
  { outgoing, startedAt }: PreparedRequest,
  first: Exchange,
  maxRedirects: number | null,
  lifetime: SessionLifetime,
): Promise<ResponseParts> {
  if (maxRedirects === null) return partsOf(first, outgoing, startedAt);
  const history: HttpResponse[] = [];
  let [request, exchange] = [outgoing, first];
  for (;;) {
    if (exchange instanceof StreamExchange && targetOf(exchange, request.url) !== null) await exchange.collect();
    const target = targetOf(exchange, request.url);
    const parts = partsOf(exchange, request, startedAt);
    if (target === null) return { ...parts, history };
    if (target instanceof Error)
      return { ...toFailedParts(parts, target), history: [...history, new HttpResponse(parts)] };
    if (!(history.length < maxRedirects)) return { ...toFailedParts(parts, tooManyRedirects(maxRedirects)), history };
    history.push(new HttpResponse(parts));
    request = createRedirectRequest(request, exchange.status, target);
    if (isUsedUp(request.body)) return { ...toFailedParts(parts, unrewindableBody()), history };
    exchange = await sender.exchange(request, startedAt, lifetime);
  }
}

/**
 * The target of an exchange whose request had the URL `from`, as {@link redirectTarget}. A body that the peer cuts off does
 * not matter; one that exceeds a limit of this client, or is aborted, is null: the request fails.
 */
export function targetOf({ status, rawHeaders, error }: Exchange, from: string): Target | RequestError | null {
  const isOwnLimit = error instanceof RequestError || (error instanceof WireError && error.kind === 'read-timeout');
  return isOwnLimit ? null : redirectTarget(status, rawHeaders, from);
}

/** The target of a response to the URL `from`; null if it is no redirect, an error if its URL cannot be requested. */
export function redirectTarget(status: number, headers: RawHeaders, from: string): Target | RequestError | null {
  if (status !== 301 && status !== 302 && status !== 303 && status !== 307 && status !== 308) return null;
  const location = locationOf(headers);
  if (location === null || location === '') return null;
  const [, start = '', path = '', query] = referenceParts.exec(location) ?? [];
  const reference = start + encodePath(path);
  if (!URL.canParse(reference, from)) return invalidUrl(location);
  const url = new URL(reference, from);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return invalidSchema(location);
  const isSameDocument = reference === '' && query === undefined;
  url.search = '';
  return parseTarget(isSameDocument ? from : `${url.href}?${encodeQuery(query ?? '')}`);
}

/** Scheme and authority, path, query; the fragment is left out. */
const referenceParts = /^((?:[a-z][a-z\d+.-]*:)?(?:\/\/[^\\/?#]*)?)([^?#]*)(?:\?([^#]*))?/i;

/** The method of the next request: 303 and 302 change it to GET, except HEAD; 301 changes only POST. */
export function redirectMethod(status: number, method: string): string {
  if ((status === 303 || status === 302) && method !== 'HEAD') return 'GET';
  return status === 301 && method === 'POST' ? 'GET' : method;
}

/** The next request, after a redirect with `status` to `target`. */
export function createRedirectRequest(request: OutgoingRequest, status: number, target: Target): OutgoingRequest {
  const keepsBody = status === 307 || status === 308;
  const dropped = ['cookie', 'proxy-authorization']; // the user's cookies are added again when the request is sent
  if (!keepsBody) dropped.push('content-type', 'content-length', 'transfer-encoding');
  // A virtual host of one origin is unknown to another one.
  if (request.origin !== target.origin) dropped.push('host');
  if (!keepsCredentials(request.origin, target.origin)) dropped.push(...request.secretHeaders);
  if (target.authorization) dropped.push('authorization');
  const headers = withoutHeaders(request.headers, dropped);
  if (target.authorization) headers.push('authorization', target.authorization);
  const method = redirectMethod(status, request.method);
  const { origin, path, url } = target;
  return { ...request, origin, path, url, method, headers, body: keepsBody ? request.body : null };
}

function isUsedUp(body: RequestBody): boolean {
  return body instanceof BodyStream && !body.isRewindable;
}

/** Headers are Latin-1, but servers write UTF-8 into this one. */
function locationOf(headers: RawHeaders): string | null {
  const location = headerValue(headers, 'location');
  if (location === null || isAscii.test(location)) return location;
  const bytes = Buffer.from(location, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : location;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const isAscii = /^[\x00-\x7f]*$/;

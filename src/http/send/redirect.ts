/** How a redirect changes a request: the rules of python-requests, which Locust's HttpUser follows. */
import { isUtf8 } from 'node:buffer';
import { headerValue, type RawHeaders } from '../../wire/headers.js';
import { invalidSchema, invalidUrl } from '../errors/failures.js';
import type { RequestError } from '../errors/request-error.js';
import { keepsCredentials } from '../request/auth.js';
import type { Outgoing } from '../request/outgoing.js';
import { withoutHeaders } from '../request/request-headers.js';
import { parseTarget, type Target } from '../request/target.js';

/** Where a response from the URL `from` sends its client; null if it does not, an error if that is no place to go to. */
export function redirectTarget(status: number, headers: RawHeaders, from: string): Target | RequestError | null {
  if (status !== 301 && status !== 302 && status !== 303 && status !== 307 && status !== 308) return null;
  const location = locationOf(headers);
  if (location === null || location === '') return null;
  if (!URL.canParse(location, from)) return invalidUrl(location);
  const url = new URL(location, from);
  return url.protocol === 'http:' || url.protocol === 'https:' ? parseTarget(url.href) : invalidSchema(location);
}

/** The method of the next request: 303 and 302 make it GET, but for HEAD; 301 does so for POST. */
export function redirectMethod(status: number, method: string): string {
  if ((status === 303 || status === 302) && method !== 'HEAD') return 'GET';
  return status === 301 && method === 'POST' ? 'GET' : method;
}

/** The request that a redirect with `status` asks for. */
export function nextRequest(request: Outgoing, status: number, target: Target): Outgoing {
  const keepsBody = status === 307 || status === 308;
  const dropped = ['cookie', 'proxy-authorization']; // the next one gets what the cookies of the user say
  if (!keepsBody) dropped.push('content-type', 'content-length', 'transfer-encoding');
  if (!keepsCredentials(request.origin, target.origin)) dropped.push(...request.secretHeaders);
  if (target.authorization) dropped.push('authorization');
  const headers = withoutHeaders(request.headers, dropped);
  if (target.authorization) headers.push('authorization', target.authorization);
  const method = redirectMethod(status, request.method);
  const { origin, path, url } = target;
  return { ...request, origin, path, url, method, headers, body: keepsBody ? request.body : null };
}

/** Servers write UTF-8 into it, though headers are latin1 by their letter. */
function locationOf(headers: RawHeaders): string | null {
  const location = headerValue(headers, 'location');
  if (location === null || isAscii.test(location)) return location;
  const bytes = Buffer.from(location, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : location;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const isAscii = /^[\x00-\x7f]*$/;

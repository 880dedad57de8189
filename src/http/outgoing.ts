/** A request on its way out, before its cookies are known, and the one that follows it after a redirect. */

import { keepsCredentials, redirectMethod } from './redirect.js';
import { withoutHeaders } from './request/request-headers.js';
import type { Target } from './target.js';
import type { Reception } from './timing/reception.js';
import type { RequestBody } from './transport.js';

/** One request, before cookies. */
export interface Outgoing {
  readonly method: string;
  readonly target: Target;
  readonly headers: string[];
  readonly body: RequestBody;
  readonly reception: Reception;
  /** Names, in lower case, of the headers that only the origin of `target` may see. */
  readonly secretHeaders: readonly string[];
}

/** Of a request whose credentials came from no function. */
export const usualSecrets: readonly string[] = ['authorization'];

/** The request that a redirect with `status` asks for. */
export function nextRequest(request: Outgoing, status: number, target: Target): Outgoing {
  const keepsBody = status === 307 || status === 308;
  const dropped = ['cookie', 'proxy-authorization']; // the next one gets what the cookies of the user say
  if (!keepsBody) dropped.push('content-type', 'content-length', 'transfer-encoding');
  if (!keepsCredentials(request.target.origin, target.origin)) dropped.push(...request.secretHeaders);
  if (target.authorization) dropped.push('authorization');
  const headers = withoutHeaders(request.headers, dropped);
  if (target.authorization) headers.push('authorization', target.authorization);
  const method = redirectMethod(status, request.method);
  return { ...request, method, target, headers, body: keepsBody ? request.body : null };
}

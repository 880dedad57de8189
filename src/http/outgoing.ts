/** A request on its way out, before its cookies are known, and the one that follows it after a redirect. */

import type { TransportRequest } from '../wire/transport.js';
import { keepsCredentials, redirectMethod } from './redirect.js';
import { withoutHeaders } from './request/request-headers.js';
import type { Target } from './target.js';
import type { ReceiveOptions } from './timing/receive-options.js';

/** One request, before cookies: without any, a transport takes it as it is. */
export interface Outgoing extends TransportRequest {
  /** Origin and path. */
  readonly url: string;
  readonly reception: ReceiveOptions;
  /** Names, in lower case, of the headers that only its origin may see. */
  readonly secretHeaders: readonly string[];
}

/** Of a request whose credentials came from no function. */
export const usualSecrets: readonly string[] = ['authorization'];

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

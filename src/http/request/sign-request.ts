/** Signs a request: adds the headers that the user's `auth` function returns. */
import { type AuthFunction, type AuthHeaders, authRequest } from './auth.js';
import type { OutgoingRequest } from './outgoing-request.js';
import { headerValuesOf, withHeaders } from './request-headers.js';

/** The request with the headers that `sign` adds or replaces; a promise only where `sign` returns one. */
export function signRequest(outgoing: OutgoingRequest, sign: AuthFunction): OutgoingRequest | Promise<OutgoingRequest> {
  const { method, url, headers, body } = outgoing;
  const result = sign(authRequest(method, url, headers, body));
  return result instanceof Promise
    ? result.then((headers) => withSignature(outgoing, headers))
    : withSignature(outgoing, result);
}

function withSignature(outgoing: OutgoingRequest, headers: AuthHeaders): OutgoingRequest {
  if (!headers) return outgoing;
  const values = headerValuesOf(headers);
  const secretHeaders = [...outgoing.secretHeaders, ...Object.keys(values).map((name) => name.toLowerCase())];
  return { ...outgoing, headers: withHeaders(outgoing.headers, values), secretHeaders };
}

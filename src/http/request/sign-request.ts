/** Signs a request: adds the headers that the user's `auth` function returns. */
import { type AuthFunction, type AuthHeaders, type AuthRequest, authRequest } from './auth.js';
import type { OutgoingRequest } from './outgoing-request.js';
import { headerValuesOf, withHeaders } from './request-headers.js';

/**
 * The request with the headers that `sign` adds or replaces; a promise only where `sign` returns one. A request with a
 * header that cannot be sent is not signed: it fails when it is sent.
 */
export function signRequest(outgoing: OutgoingRequest, sign: AuthFunction): OutgoingRequest | Promise<OutgoingRequest> {
  const request = requestToSign(outgoing);
  if (request === null) return outgoing;
  const result = sign(request);
  return result instanceof Promise
    ? result.then((headers) => withSignature(outgoing, headers))
    : withSignature(outgoing, result);
}

/** Null if it has a header that `Headers` refuses: its error would quote the value, which may be secret. */
function requestToSign({ method, url, headers, body }: OutgoingRequest): AuthRequest | null {
  try {
    return authRequest(method, url, headers, body);
  } catch {
    return null;
  }
}

function withSignature(outgoing: OutgoingRequest, headers: AuthHeaders): OutgoingRequest {
  if (!headers) return outgoing;
  const values = headerValuesOf(headers);
  const secretHeaders = [...outgoing.secretHeaders, ...Object.keys(values).map((name) => name.toLowerCase())];
  return { ...outgoing, headers: withHeaders(outgoing.headers, values), secretHeaders };
}

/** Asks a function for the credentials of a request. */
import { type AuthFunction, type AuthHeaders, authRequest } from './auth.js';
import type { OutgoingRequest } from './outgoing-request.js';
import { headerValuesOf, withHeaders } from './request-headers.js';

/** The request with the headers that `sign` adds or replaces; a promise only where the function gives one. */
export function signRequest(outgoing: OutgoingRequest, sign: AuthFunction): OutgoingRequest | Promise<OutgoingRequest> {
  const { method, url, headers, body } = outgoing;
  const answer = sign(authRequest(method, url, headers, body));
  return answer instanceof Promise
    ? answer.then((given) => withSignature(outgoing, given))
    : withSignature(outgoing, answer);
}

function withSignature(outgoing: OutgoingRequest, given: AuthHeaders): OutgoingRequest {
  if (!given) return outgoing;
  const values = headerValuesOf(given);
  const secretHeaders = [...outgoing.secretHeaders, ...Object.keys(values).map((name) => name.toLowerCase())];
  return { ...outgoing, headers: withHeaders(outgoing.headers, values), secretHeaders };
}

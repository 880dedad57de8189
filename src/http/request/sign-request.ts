/** Asks a function for the credentials of a request. */
import { type AuthFunction, type AuthHeaders, authRequest } from './auth.js';
import type { Outgoing } from './outgoing.js';
import { headerValuesOf, withHeaders } from './request-headers.js';

/** The request with the headers that `sign` adds or replaces; a promise only where the function gives one. */
export function signRequest(outgoing: Outgoing, sign: AuthFunction): Outgoing | Promise<Outgoing> {
  const { method, url, headers, body } = outgoing;
  const answer = sign(authRequest(method, url, headers, body));
  return answer instanceof Promise ? answer.then((given) => added(outgoing, given)) : added(outgoing, answer);
}

function added(outgoing: Outgoing, given: AuthHeaders): Outgoing {
  if (!given) return outgoing;
  const values = headerValuesOf(given);
  const secretHeaders = [...outgoing.secretHeaders, ...Object.keys(values).map((name) => name.toLowerCase())];
  return { ...outgoing, headers: withHeaders(outgoing.headers, values), secretHeaders };
}

/** Turns a call of a session into a request that is ready to be sent. */

import { nameBy, type RequestName } from '../../stats/request-name.js';
import { TslocError } from '../../util/error.js';
import { now } from '../../util/loop/clock.js';
import type { ReportedRequest } from '../response/report.js';
import { type ReceiveOptions, receiveOptionsFor } from '../timing/receive-options.js';
import {
  type Auth,
  type AuthFunction,
  type Credentials,
  keepsCredentials,
  noCredentials,
  ownCredentials,
  sharedCredentials,
} from './auth.js';
import { encodeBody } from './body.js';
import { correctContentLength } from './content-length.js';
import { correctBoundary } from './content-type.js';
import type { RequestContext } from './context.js';
import { kindOf } from './fields.js';
import type { OutgoingRequest } from './outgoing-request.js';
import { type HeaderValues, headerValuesOf, mergeHeaders } from './request-headers.js';
import { checkOptions, type RequestOptions } from './request-options.js';
import { signRequest } from './sign-request.js';
import type { BaseUrl, Target } from './target.js';
import { releaseUnsent } from './unsent.js';

/** A request, and what its sample will contain. */
export interface PreparedRequest extends ReportedRequest {
  readonly outgoing: OutgoingRequest;
  /** The request's own; combined with the user's when the response has arrived. */
  context: RequestContext | undefined;
}

/** Settings of the session that apply to every request. */
export interface SessionDefaults {
  readonly base: BaseUrl;
  readonly headers: HeaderValues;
  readonly auth: Auth | null;
  readonly requestName: RequestName | null;
  readonly receiveOptions: ReceiveOptions;
  /** Logs a warning about a request that is sent with changes. */
  readonly warn: (message: string) => void;
}

/**
 * Prepares the request; returns a promise only if an `auth` function returns one.
 * @throws {TslocError} `BAD_URL`, `UNKNOWN_REQUEST_OPTION`, `BAD_REQUEST_OPTION`, and those of bodies, headers and credentials
 */
export function prepare(
  session: SessionDefaults,
  method: string,
  url: string,
  options: RequestOptions,
): PreparedRequest | Promise<PreparedRequest> {
  checkOptions(options);
  const target = session.base.target(url, options.params);
  const { shared, own, sign } = credentialsFor(session, target, options.auth);
  const given = options.headers == null ? null : headerValuesOf(options.headers);
  const receiveOptions = receiveOptionsFor(options, session.receiveOptions);
  const sentMethod = commonMethods.has(method) ? method : upperCase(method);
  const name = options.name || nameOf(session.requestName, method, target);
  const { body, contentType } = encodeBody(options);
  try {
    const typed = mergeHeaders(contentType, shared, session.headers, own, given);
    const merged = correctBoundary(typed, contentType, session.warn);
    const headers = correctContentLength(merged, body, session.warn);
    const { origin, path, url: whole } = target;
    const secretHeaders = usualSecrets;
    const outgoing = { origin, path, url: whole, method: sentMethod, headers, body, receiveOptions, secretHeaders };
    if (sign !== null) return signAndPrepare(method, name, outgoing, { sign, warn: session.warn }, options.context);
    return { method, name, outgoing, startedAt: now(), context: options.context };
  } catch (thrown) {
    releaseUnsent(body);
    throw thrown;
  }
}

function signAndPrepare(
  method: string,
  name: string,
  outgoing: OutgoingRequest,
  { sign, warn }: { readonly sign: AuthFunction; readonly warn: SessionDefaults['warn'] },
  context: RequestContext | undefined,
): PreparedRequest | Promise<PreparedRequest> {
  const ready = (one: OutgoingRequest) => {
    const headers = correctContentLength(one.headers, one.body, warn);
    return { method, name, outgoing: { ...one, headers }, startedAt: now(), context };
  };
  const answer = signRequest(outgoing, sign);
  if (!(answer instanceof Promise)) return ready(answer);
  return answer.then(ready, (thrown) => {
    releaseUnsent(outgoing.body);
    throw thrown;
  });
}

/** The secret headers of requests that no function has signed. */
export const usualSecrets: readonly string[] = ['authorization'];

function nameOf(naming: RequestName | null, method: string, { path, url }: Target): string {
  return naming === null ? path : nameBy(naming, { method, url, path });
}

/** Avoids a call of `toUpperCase` for nearly every request. */
const commonMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE', 'POST', 'PUT', 'PATCH']);

function upperCase(method: unknown): string {
  if (typeof method === 'string') return method.toUpperCase();
  const hint = "Write client.request('GET', '/path').";
  throw new TslocError('BAD_REQUEST_OPTION', `Expected a string as method of a request, got ${kindOf(method)}.`, {
    hint,
  });
}

/** The session's credentials are for its host only; those of a URL or a request are for the host they name. */
function credentialsFor({ base, auth }: SessionDefaults, target: Target, own: Auth | null | undefined): Credentials {
  if (own !== undefined) return ownCredentials(own);
  if (target.authorization) return { ...noCredentials, own: { authorization: target.authorization } };
  if (auth === null && base.authorization === null) return noCredentials;
  if (!keepsCredentials(base.origin, target.origin)) return noCredentials;
  return auth === null ? { ...noCredentials, shared: { authorization: base.authorization } } : sharedCredentials(auth);
}

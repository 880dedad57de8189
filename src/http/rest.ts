/** Requests that send and expect JSON: Locust's `rest`, with Locust's error texts. */

import { messageOf, TslocError } from '../util/error.js';
import { epochSeconds } from '../util/loop/clock.js';
import { catchResponseError } from './errors/failures.js';
import { RequestError } from './errors/request-error.js';
import { requestsText } from './errors/requests-text.js';
import { throwSiteOf } from './errors/throw-site.js';
import { type HeaderValues, headerValuesOf } from './request/request-headers.js';
import type { RequestOptions } from './request/request-options.js';
import type { Requester } from './request/requester.js';
import { closeUnsent } from './request/unsent.js';
import { type CatchBlock, runBlock } from './response/catch-block.js';
import { handOver } from './response/hold.js';
import type { HttpResponse } from './response/response.js';

/** All request options but `catchResponse` (the block is the last argument) and `stream`. */
export type RestOptions = RequestOptions & { readonly catchResponse?: never; readonly stream?: false };

/** `js` is the parsed body; null if the body was empty or not JSON, or if no response came. */
export type RestResponse<T = unknown> = HttpResponse & { js: T | null };

/** Implements `client.rest`. @throws {TslocError} `UNKNOWN_REQUEST_OPTION` for `catchResponse`, and as `client.request` */
export async function rest<T>(
  client: Requester,
  method: string,
  url: string,
  options: RestOptions = {},
  block?: CatchBlock<RestResponse<T>>,
): Promise<RestResponse<T>> {
  const headers = headersOf(options);
  const plain = await client.request(method, url, { ...options, headers, catchResponse: true });
  const response = Object.assign(plain, { js: parseBody<T>(plain) });
  if (block !== undefined) return runBlock(response, block, (thrown) => failWith(thrown, response));
  handOver(response);
  return response;
}

function headersOf(options: RestOptions): HeaderValues {
  try {
    if ('catchResponse' in options) throw misplacedBlock();
    return { 'Content-Type': json, Accept: json, ...headerValuesOf(options.headers ?? {}) };
  } catch (thrown) {
    closeUnsent(options);
    throw thrown;
  }
}

/** URL and options with a query parameter that bypasses caches. */
export function bypassCaches(url: string, options: RestOptions = {}): [url: string, options: RestOptions] {
  const start = `${url}${url.includes('?') ? '&' : '?'}_=`;
  return [start + Math.trunc(epochSeconds() * 1000), { ...options, name: options.name ?? `${start}...` }];
}

const json = 'application/json';

/** Sets the failure as `requestMeta.exception`, so that `success()` and `failure()` still override it. */
function parseBody<T>(response: HttpResponse): T | null {
  if (response.error !== null) {
    response.requestMeta.exception = failureOf(response.error);
    return null;
  }
  const text = response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    const { status } = response;
    const reason = `${text.slice(0, 250)}, response code ${status}, error ${messageOf(cause)}`;
    response.requestMeta.exception = catchResponseError(`Could not parse response as JSON. ${reason}`, cause);
    return null;
  }
}

/** It counts as a timeout or a connection error if `error` does. */
function failureOf(error: Error): Error {
  const failure = catchResponseError(requestsText(error), error);
  if (error instanceof RequestError) failure.failureKind = error.failureKind;
  return failure;
}

/** If the body was not JSON, that stays the failure: what the block throws is a consequence. */
function failWith(thrown: unknown, response: HttpResponse): void {
  if (response.requestMeta.exception !== null) return;
  const excerpt = response.text().slice(0, 200);
  const isAssertion = thrown instanceof Error && thrown.name === 'AssertionError';
  const text = isAssertion ? assertionText(thrown, excerpt) : `${exceptionText(thrown)}. Response was ${excerpt}`;
  response.failure(catchResponseError(text, thrown));
}

function assertionText(error: Error, excerpt: string): string {
  const isOwnMessage = !('generatedMessage' in error && error.generatedMessage === true);
  // Node appends the two values to the user's own message; each value would create a separate row.
  const message = isOwnMessage ? error.message.replace(/\n\n[\s\S]*$/, '') : error.message.replace(/\s+/g, ' ').trim();
  if (message.endsWith(',')) return `${message.slice(0, -1)}, response was ${excerpt}`;
  return message || 'Assertion failed';
}

function exceptionText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return messageOf(thrown);
  const place = throwSiteOf(thrown);
  return `${thrown.name}: ${thrown.message}${place === '' ? '' : ` at ${place}`}`;
}

function misplacedBlock(): TslocError {
  const hint = 'Its block is the last argument: client.rest(method, url, options, (response) => { … }).';
  return new TslocError('UNKNOWN_REQUEST_OPTION', "Expected no catchResponse in the options of 'rest', got one.", {
    hint,
  });
}

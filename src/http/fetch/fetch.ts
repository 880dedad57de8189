/** The web's `fetch` on top of a session, for SDKs that accept a `fetch` function. */

import type { RequestOptions, RequestSettings } from '../request/request-options.js';
import type { Requester } from '../request/requester.js';
import { closeUnsent } from '../request/unsent.js';
import type { CatchBlock } from '../response/catch-block.js';
import { handOver } from '../response/hold.js';
import type { HttpResponse } from '../response/response.js';
import { StreamedResponse } from '../response/streamed-response.js';
import { fetchArgumentError } from './argument-error.js';
import { webResponse } from './web-response.js';

/** The options of the web's `fetch`, and some of a session's requests. */
export interface FetchInit extends RequestInit, Pick<RequestSettings, 'name' | 'context' | 'timeout'> {
  /** Decides whether the request has failed, before the caller gets the response. */
  catchResponse?: CatchBlock;
}

/**
 * Sends one request and resolves with its response, whatever its status. The body has been read, except event streams and
 * JSON lines, which are read as a stream: such a request is reported at the end of its body.
 * @throws {TypeError} `fetch failed` with its cause, if no response arrived, on a redirect where `redirect` is `error`, and
 * for an unknown scheme; other messages for an invalid URL and for a GET with a body; the reason of an aborted `signal`;
 * and as `client.request`
 */
export type Fetch = (input: string | URL | Request, init?: FetchInit) => Promise<Response>;

/** A `fetch` that sends with `client`, which reports each call. */
export function createFetch(client: Requester): Fetch {
  return async (input, init = {}) => {
    const call = isRequest(input) ? await callOf(input, init) : { url: String(input), ...init };
    const { url, method = 'GET' } = call;
    const argumentError = fetchArgumentError(call);
    if (argumentError !== null || call.signal?.aborted) closeUnsent(call);
    if (argumentError !== null) throw argumentError;
    call.signal?.throwIfAborted();
    const response = await client.request(method.toUpperCase(), url, optionsOf(call));
    const isStreaming = response instanceof StreamedResponse && isEventStream(response);
    if (response instanceof StreamedResponse && !isStreaming) await response.read();
    if (response.error !== null) throw fetchError(call, response.error);
    if (isRefusedRedirect(call, response)) throw fetchError(call, unexpectedRedirect());
    if (isStreaming) handOver(response); // its caller has it only now
    if (isStreaming) return webResponse(response, streamOf(response, call));
    return webResponse(response, method.toUpperCase() === 'HEAD' ? null : response.bytes());
  };
}

interface Call extends FetchInit {
  readonly url: string;
}

function isRequest(input: string | URL | Request): input is Request {
  return typeof input === 'object' && 'url' in input;
}

async function callOf(given: Request, init: FetchInit): Promise<Call> {
  const request = isEmpty(init) ? given : new Request(given, init);
  const { url, method, headers, redirect, signal } = request;
  const body = request.body === null ? null : await request.arrayBuffer();
  return { ...init, url, method, headers, redirect, signal, body };
}

function optionsOf(call: Call): RequestOptions {
  const { name, context, timeout, redirect = 'follow' } = call;
  const [headers, body] = [new Headers(call.headers), call.body ?? undefined];
  // The web's default for strings; a session sends them without a content type.
  if (typeof body === 'string' && !headers.has('content-type')) headers.set('content-type', 'text/plain;charset=UTF-8');
  const signal = call.signal ?? undefined;
  const catchResponse = blockOf(call);
  const stream = catchResponse === undefined; // a block needs the body
  const settings = { name, context, timeout, signal, headers, body, catchResponse, stream };
  return { ...settings, allowRedirects: redirect === 'follow' } as RequestOptions;
}

/** True for event streams and JSON lines, which may be endless: SDKs read them as a stream. */
function isEventStream({ headers }: HttpResponse): boolean {
  return /^(text\/event-stream|application\/((x-)?ndjson|(x-)?jsonl(ines)?|stream\+json))\b/i.test(
    headers.get('content-type') ?? '',
  );
}

/** Not created from a generator, which cannot be cancelled while it waits for the next chunk. */
function streamOf(response: StreamedResponse, { signal }: Call): ReadableStream<Uint8Array> {
  const chunks = response.chunks();
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const { value, done } = await chunks.next();
    const { error } = response;
    if (done !== true) controller.enqueue(value.bytes);
    else if (error === null) controller.close();
    else
      controller.error(signal?.aborted ? signal.reason : new TypeError('terminated', { cause: error.cause ?? error }));
  };
  return new ReadableStream({ pull, cancel: () => response.cancel() }, { highWaterMark: 0 });
}

/** With `redirect: 'error'`, a redirect is a failure in the statistics, as it is for the caller. */
function blockOf(call: Call): CatchBlock | undefined {
  const { redirect, catchResponse } = call;
  if (redirect !== 'error') return catchResponse;
  return (response) => {
    if (isRefusedRedirect(call, response)) throw unexpectedRedirect();
    return catchResponse?.(response);
  };
}

function isRefusedRedirect({ redirect }: Call, { status }: HttpResponse): boolean {
  return redirect === 'error' && [301, 302, 303, 307, 308].includes(status);
}

function unexpectedRedirect(): Error {
  return new Error('unexpected redirect');
}

/** As in the web's `fetch`, the connection error is the cause. */
function fetchError({ signal }: Call, error: Error): unknown {
  if (signal?.aborted) return signal.reason;
  return new TypeError('fetch failed', { cause: error.cause ?? error });
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}

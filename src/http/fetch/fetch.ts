/** The web's `fetch` over a session: what a team's own SDK needs to be the load. */

import type { RequestOptions, RequestSettings } from '../request/request-options.js';
import { closeUnsent } from '../request/unsent.js';
import type { CatchBlock } from '../response/catch-block.js';
import type { HttpResponse } from '../response/response.js';
import { StreamedResponse } from '../response/streamed-response.js';
import { refusalOf } from './refusal.js';
import { webResponse } from './web-response.js';

/** What the web's `fetch` takes, and what our requests take besides. */
export interface FetchInit extends RequestInit, Pick<RequestSettings, 'name' | 'context' | 'timeout'> {
  /** Decides about the request, before the caller gets the response. */
  catchResponse?: CatchBlock;
}

/**
 * Sends one request and resolves with its response, whatever its status; the body has been read, but for events and
 * lines of JSON, which are read as they come: such a request is reported at the end of its body.
 * @throws {TypeError} `fetch failed` with its cause, if no response came, or a redirect where `redirect` is `error`, or
 * the URL is of another scheme; with words of its own for an URL that is none, and a body that a GET cannot have;
 * the reason of an aborted `signal`; and as `client.request`
 */
export type Fetch = (input: string | URL | Request, init?: FetchInit) => Promise<Response>;

/** Sends requests. */
interface Requester {
  request(method: string, url: string, options: RequestOptions): Promise<HttpResponse>;
}

/** A `fetch` that sends by `client`, which reports each call. */
export function fetchBy(client: Requester): Fetch {
  return async (input, init = {}) => {
    const call = isRequest(input) ? await callOf(input, init) : { url: String(input), ...init };
    const { url, method = 'GET' } = call;
    const refusal = refusalOf(call);
    if (refusal !== null || call.signal?.aborted) closeUnsent(call);
    if (refusal !== null) throw refusal;
    call.signal?.throwIfAborted();
    const response = await client.request(method.toUpperCase(), url, optionsOf(call));
    const isFlowing = response instanceof StreamedResponse && isEventStream(response);
    if (response instanceof StreamedResponse && !isFlowing) await response.read();
    if (response.error !== null) throw fetchError(call, response.error);
    if (isRefused(call, response)) throw fetchError(call, unexpectedRedirect());
    if (isFlowing) return webResponse(response, streamOf(response, call));
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
  // What the web says of a text; a session sends one without a word about it.
  if (typeof body === 'string' && !headers.has('content-type')) headers.set('content-type', 'text/plain;charset=UTF-8');
  const signal = call.signal ?? undefined;
  const catchResponse = blockOf(call);
  const stream = catchResponse === undefined; // a block has to see the body
  const said = { name, context, timeout, signal, headers, body, catchResponse, stream };
  return { ...said, allowRedirects: redirect === 'follow' } as RequestOptions;
}

/** Events and lines of JSON come one by one, perhaps for ever: an SDK reads them as they come. */
function isEventStream({ headers }: HttpResponse): boolean {
  return /^(text\/event-stream|application\/((x-)?ndjson|(x-)?jsonl(ines)?|stream\+json))\b/i.test(
    headers.get('content-type') ?? '',
  );
}

/** Not by a generator: that could not be cancelled while it waits for the next piece. */
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

/** A redirect that the caller does not want is a failure to him, and so it is one in the statistics. */
function blockOf(call: Call): CatchBlock | undefined {
  const { redirect, catchResponse } = call;
  if (redirect !== 'error') return catchResponse;
  return (response) => {
    if (isRefused(call, response)) throw unexpectedRedirect();
    return catchResponse?.(response);
  };
}

function isRefused({ redirect }: Call, { status }: HttpResponse): boolean {
  return redirect === 'error' && [301, 302, 303, 307, 308].includes(status);
}

function unexpectedRedirect(): Error {
  return new Error('unexpected redirect');
}

/** As the web has it: the error of the connection is the cause. */
function fetchError({ signal }: Call, error: Error): unknown {
  if (signal?.aborted) return signal.reason;
  return new TypeError('fetch failed', { cause: error.cause ?? error });
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}

/** What a request may say; checked at run time too, since a user's file is loaded without a look at its types. */
import { TslocError } from '../../util/error.js';
import type { CatchBlock } from '../response/catch-block.js';
import type { StreamedResponse } from '../response/streamed-response.js';
import type { Timeout } from '../timing/timeout.js';
import type { Auth } from './auth.js';
import type { BodyOptions } from './body.js';
import type { RequestContext } from './context.js';
import { kindOf } from './fields.js';
import { checkOptionValue } from './option-values.js';
import type { HeaderValues } from './request-headers.js';
import type { Retry } from './retry-options.js';
import type { QueryParams } from './target.js';

/** What a request may say besides its method and URL; of the ways to say a body, one. */
export type RequestOptions = RequestSettings & BodyOptions;

/** What a request may say besides its method, its URL and its body. */
export interface RequestSettings {
  /** What it is grouped under; the path and query by default. */
  name?: string;
  /** Added to the query of the URL. */
  params?: QueryParams;
  headers?: HeaderValues | Headers;
  /**
   * Decide yourself, by `success()` and `failure()`. True: until the end of a `using response = await …` block.
   * A function: it is the block, and what it throws is the failure of the request.
   */
  catchResponse?: boolean | CatchBlock;
  /** True by default, but for HEAD. */
  allowRedirects?: boolean;
  /** True resolves when the headers are there, with a response whose body is read as it comes. */
  stream?: boolean;
  /** Bytes that the body may have, decoded; one that has more fails. By default what `client.maxBodyBytes` says. */
  maxBodyBytes?: number;
  /** Seconds; by default what `client.timeout` says. */
  timeout?: Timeout;
  /** True notes where the time goes: `response.phases`. */
  phases?: boolean;
  /** Gives the request up as soon as it is aborted: it has failed, by the reason of the signal. */
  signal?: AbortSignal;
  /** How many to follow before the request fails; by default as many as the session says. */
  maxRedirects?: number;
  /** Credentials of this request: instead of those of the session; null for none. */
  auth?: Auth | null;
  /** Sends it again where it failed, only if you ask: so many times more, or as the options say. */
  retry?: Retry;
  /** Handed to listeners of the `request` event. */
  context?: RequestContext;
}

/** What a request may say whose body is read as it comes. */
export type StreamOptions = Omit<RequestSettings, 'catchResponse'> & {
  readonly stream: true;
  catchResponse?: boolean | CatchBlock<StreamedResponse>;
} & BodyOptions;

const known: Readonly<Record<keyof RequestOptions, true>> = {
  name: true,
  params: true,
  headers: true,
  json: true,
  form: true,
  multipart: true,
  body: true,
  catchResponse: true,
  allowRedirects: true,
  stream: true,
  maxBodyBytes: true,
  timeout: true,
  phases: true,
  signal: true,
  maxRedirects: true,
  auth: true,
  retry: true,
  context: true,
};

const pythonNames: Readonly<Record<string, string>> = {
  catch_response: 'catchResponse',
  allow_redirects: 'allowRedirects',
  max_redirects: 'maxRedirects',
  max_retries: 'retry',
  cookies: 'client.cookies.set()',
  data: 'json, form or body',
  files: 'multipart',
  verify: 'static network = { verify } of the class',
  cert: 'static network = { cert, key } of the class',
  proxies: 'static network = { proxy } of the class',
};

/** @throws {TslocError} `UNKNOWN_REQUEST_OPTION`, with the right name where it can be guessed; `BAD_REQUEST_OPTION` */
export function checkOptions(options: RequestOptions): void {
  if (typeof options !== 'object' || options === null) throw noObject(options);
  for (const name in options) {
    if (!Object.hasOwn(known, name)) throw unknownOption(name);
    checkOptionValue(name, options[name as keyof RequestOptions]);
  }
}

function noObject(options: unknown): TslocError {
  const hint = 'Write { name: value }, or leave it out.';
  const message = `Expected an object as the options of a request, got ${kindOf(options)}.`;
  return new TslocError('BAD_REQUEST_OPTION', message, { hint });
}

function unknownOption(name: string): TslocError {
  const right = pythonNames[name];
  const hint =
    right === undefined ? `Known are ${Object.keys(known).join(', ')}.` : `Python's ${name} is ${right} here.`;
  return new TslocError('UNKNOWN_REQUEST_OPTION', `Expected a known request option, got '${name}'.`, { hint });
}

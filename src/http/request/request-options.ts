/** The options of a request. Checked at run time too: user files are loaded without type checking. */
import { TslocError } from '../../util/error.js';
import { knownNamesHint } from '../../util/text/most-similar.js';
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

/** All options, with at most one of those that set the body. */
export type RequestOptions = RequestSettings & BodyOptions;

/** The options that do not set the body. */
export interface RequestSettings {
  /** Name in the statistics; path and query by default. */
  name?: string;
  /** Added to the query of the URL. */
  params?: QueryParams;
  headers?: HeaderValues | Headers;
  /**
   * Lets your code decide with `success()` and `failure()`. True: until the end of a `using response = await …` block.
   * A function: it is the block, and the request fails with what it throws.
   */
  catchResponse?: boolean | CatchBlock;
  /** Whether to follow redirects. True by default, except for HEAD. */
  allowRedirects?: boolean;
  /** If true, the request resolves as soon as the headers have arrived, and the body is read as a stream. */
  stream?: boolean;
  /** Maximum size of the decoded body, bytes; a larger one fails. Default: `client.maxBodyBytes`. */
  maxBodyBytes?: number;
  /** Seconds. Default: `client.timeout`. */
  timeout?: Timeout;
  /** Whether to measure the phases of the request: `response.phases`. */
  phases?: boolean;
  /** Aborts the request, which fails with the reason of the signal. */
  signal?: AbortSignal;
  /** Redirects to follow before the request fails. Default: `client.maxRedirects`. */
  maxRedirects?: number;
  /** Credentials of this request, in place of the session's; null for none. */
  auth?: Auth | null;
  /** Sends a failed request again: how many times, or options. Off by default. */
  retry?: Retry;
  /** Passed to listeners of the `request` event. */
  context?: RequestContext;
}

/** The options of a request whose response body is read as a stream. */
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

/** @throws {TslocError} `UNKNOWN_REQUEST_OPTION`, with the right name where it is known; `BAD_REQUEST_OPTION` */
export function checkOptions(options: RequestOptions): void {
  if (typeof options !== 'object' || options === null) throw noObject(options);
  for (const name of Object.keys(options)) {
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
  const right = Object.hasOwn(pythonNames, name) ? pythonNames[name] : undefined;
  const hint = right === undefined ? knownNamesHint(name, Object.keys(known)) : `Python's ${name} is ${right} here.`;
  return new TslocError('UNKNOWN_REQUEST_OPTION', `Expected a known request option, got '${name}'.`, { hint });
}

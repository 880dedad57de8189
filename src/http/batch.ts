/** Several requests in parallel, as a browser loads a page, with a limit on those in flight. */
import pLimit from 'p-limit';
import { TslocError } from '../util/error.js';
import { findUnknownKey } from '../util/rules.js';
import type { RequestOptions } from './request/request-options.js';
import { closeUnsent } from './request/unsent.js';
import { handOver, withhold } from './response/hold.js';
import type { HttpResponse } from './response/response.js';
import type { StreamedResponse } from './response/streamed-response.js';

/** A URL to get, or a request in full. */
export type BatchItem = string | (RequestOptions & Address);

interface Address {
  readonly url: string;
  readonly method?: string;
}

/** Refuses unknown request options at compile time: TypeScript does not check inferred types for excess properties. */
export type BatchItems<Items extends readonly BatchItem[]> = {
  readonly [Index in keyof Items]: Items[Index] extends string ? Items[Index] : Items[Index] & NoOthers<Items[Index]>;
};

type NoOthers<Item> = { readonly [Name in Exclude<keyof Item, keyof Address | keyof RequestOptions>]: never };

export interface BatchOptions {
  /** Requests in flight at the same time; 6 by default, as in browsers. */
  readonly limit?: number;
}

/** One response for each item, in the same order. */
export type BatchResponses<Items extends readonly BatchItem[]> = {
  -readonly [Index in keyof Items]: Items[Index] extends { readonly stream: true } ? StreamedResponse : HttpResponse;
};

/** Sends one request. */
export type Send = (method: string, url: string, options: RequestOptions) => Promise<HttpResponse>;

/**
 * The responses in the order of the items. When a request throws, no further request is sent; once those in flight have
 * ended, the first error is thrown.
 * @throws {TslocError} `BAD_BATCH`; and what `send` throws
 */
export async function sendBatch(
  items: readonly BatchItem[],
  options: BatchOptions,
  send: Send,
): Promise<HttpResponse[]> {
  const { requests, limit } = checkBatch(items, options);
  const call = new Error('batch');
  let hasFailed = false;
  const sent = requests.map(({ url, method = 'GET', ...rest }) =>
    limit(async () => {
      if (hasFailed) return closeUnsent(rest);
      try {
        const response = await send(method, url, rest as RequestOptions);
        withhold(response); // until the caller has all of them
        return response;
      } catch (thrown) {
        hasFailed = true;
        throw thrown;
      }
    }),
  );
  const results = await Promise.allSettled(sent);
  for (const result of results) if (result.status === 'fulfilled' && result.value) handOver(result.value);
  return results.map((result) => {
    if (result.status === 'rejected') throw withStackOf(call, result.reason);
    return result.value as HttpResponse;
  });
}

/** A mistake in a request gets the stack of the call of `batch`: its own begins in the queue of the limiter. */
function withStackOf(call: Error, thrown: unknown): unknown {
  const { stack } = call;
  if (TslocError.is(thrown) && typeof stack === 'string')
    thrown.stack = `${thrown.name}: ${thrown.message}${stack.slice(stack.indexOf('\n'))}`;
  return thrown;
}

/** A refused batch closes the streams of its requests. */
function checkBatch(items: readonly BatchItem[], options: BatchOptions) {
  try {
    return { requests: checkItems(items), limit: pLimit(checkLimit(options)) };
  } catch (thrown) {
    if (Array.isArray(items)) for (const item of items) if (typeof item === 'object') closeUnsent(item ?? {});
    throw thrown;
  }
}

type FullItem = Exclude<BatchItem, string>;

function checkItems(items: readonly BatchItem[]): FullItem[] {
  if (!Array.isArray(items)) throw badBatch('a list of requests', typeof items);
  return items.map((item: BatchItem) => {
    const full: FullItem = typeof item === 'string' ? { url: item } : item;
    if (typeof full?.url !== 'string') throw badBatch('a URL or { url, method, … } as request', String(item));
    return full;
  });
}

function checkLimit(options: BatchOptions): number {
  const unknown = findUnknownKey(options, ['limit']);
  if (unknown !== undefined) throw badBatch('limit as the option of a batch', unknown);
  const { limit = 6 } = options;
  if (limit >= 1 && (Number.isInteger(limit) || limit === Number.POSITIVE_INFINITY)) return limit;
  throw badBatch('a limit of 1 or more', String(limit));
}

function badBatch(expected: string, got: string): TslocError {
  const hint = "Write batch(['/a.css', { method: 'POST', url: '/b', json: {} }], { limit: 6 }).";
  return new TslocError('BAD_BATCH', `Expected ${expected}, got ${got}.`, { hint });
}

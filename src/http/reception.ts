/** How a response is to be received: what the session says, and what a request says of its own. */
import { TslocError } from '../util/error.js';

/** What a request, or a session for all of its requests, may ask for. */
export interface ReceptionOptions {
  maxBodyBytes?: number;
}

/** Shared by all requests that ask for nothing of their own. */
export interface Reception {
  /** Of the body, decoded or not. */
  readonly maxBodyBytes: number;
}

/** What holds where nobody says anything else. Far above what a page, a picture or an answer has. */
export const standardReception: Reception = Object.freeze({ maxBodyBytes: 256 * 1024 * 1024 });

/** What `options` ask for, the rest as in `defaults`. @throws {TslocError} `BAD_BODY_LIMIT` */
export function receptionFor(options: ReceptionOptions, defaults: Reception): Reception {
  const { maxBodyBytes } = options;
  if (maxBodyBytes === undefined) return defaults;
  return { ...defaults, maxBodyBytes: checkedLimit(maxBodyBytes) };
}

function checkedLimit(bytes: number): number {
  if (typeof bytes === 'number' && bytes >= 1) return bytes;
  const hint = 'Infinity is no limit at all.';
  throw new TslocError('BAD_BODY_LIMIT', `Expected maxBodyBytes of 1 or more, got ${bytes}.`, { hint });
}

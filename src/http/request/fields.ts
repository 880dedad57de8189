/** The values of forms and queries: what has no text of its own is refused, not sent as `[object Object]`. */
import { TslocError } from '../../util/error.js';

/** The text of one value. @throws {TslocError} `BAD_FIELDS` for an object or a function */
export function fieldText(value: unknown, name: string): string {
  if (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol') return String(value);
  const message = `Expected a text, a number, true or false as '${name}', got ${kindOf(value)}.`;
  const hint =
    'A file is a Blob or a stream in `multipart`: await openAsBlob(path) of node:fs gives one. Objects go with `json`.';
  throw new TslocError('BAD_FIELDS', message, { hint });
}

/** What an error calls a value: of an object, its class. */
export function kindOf(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? (value.constructor?.name ?? 'an object') : String(value);
}

/** Values of form fields and query parameters: objects are refused, not sent as `[object Object]`. */
import { TslocError } from '../../util/error.js';

/** A value as a string. @throws {TslocError} `BAD_FIELDS` for an object or a function */
export function fieldText(value: unknown, name: string): string {
  if (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol') return String(value);
  const message = `Expected a string, number or boolean as '${name}', got ${kindOf(value)}.`;
  const hint =
    'Send files with `multipart`, as a Blob (await openAsBlob(path) of node:fs) or a stream, and objects with `json`.';
  throw new TslocError('BAD_FIELDS', message, { hint });
}

/** A value in error messages: an object by its class. No text, which may be secret. */
export function kindOf(value: unknown): string {
  if (typeof value === 'function' || typeof value === 'string' || typeof value === 'symbol') return `a ${typeof value}`;
  return typeof value === 'object' && value !== null ? (value.constructor?.name ?? 'an object') : String(value);
}

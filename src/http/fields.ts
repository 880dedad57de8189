/** The values of forms and queries: what has no text of its own is refused, not sent as `[object Object]`. */
import { TslocError } from '../util/error.js';

/**
 * The text of one value of `fields`.
 * @throws {TslocError} `BAD_FIELDS` for an object or a function; the streams among the fields are closed then
 */
export function fieldText(value: unknown, name: string, fields: object): string {
  if (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol') return String(value);
  closeStreams(fields);
  const message = `Expected a text, a number, true or false as '${name}', got ${kindOf(value)}.`;
  const hint = 'A file is a Blob in `multipart`: await openAsBlob(path) of node:fs gives one. Objects go with `json`.';
  throw new TslocError('BAD_FIELDS', message, { hint });
}

/** What an error calls a value: of an object, its class. */
export function kindOf(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? (value.constructor?.name ?? 'an object') : String(value);
}

/** Nobody will read them, and an error that nobody hears ends the process. */
function closeStreams(fields: object): void {
  for (const value of Object.values(fields).flat()) {
    if (!isStream(value)) continue;
    value.on('error', ignore);
    value.destroy();
  }
}

function isStream(value: unknown): value is NodeJS.ReadableStream & { destroy(): void } {
  return typeof value === 'object' && value !== null && 'pipe' in value && 'on' in value && 'destroy' in value;
}

function ignore(): void {}

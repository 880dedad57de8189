/** What becomes of the streams of a request that is refused before anything of it is sent: they are closed. */

import { BodyStream, closeStream, isStream } from '../../wire/body-stream.js';
import type { RequestOptions } from './request-options.js';

/** Closes the streams that `options` name, wherever they do; one that another request sends, or somebody reads, stays. */
export function closeUnsent({ body, multipart, form, params }: Partial<Record<keyof RequestOptions, unknown>>): void {
  closeStream(body);
  for (const fields of [multipart, form, params]) {
    for (const field of fieldsOf(fields)) closeStream(hasStream(field) ? field.stream : field);
  }
}

/** The same for a body that was ready. */
export function releaseUnsent(body: unknown): void {
  if (body instanceof BodyStream) body.release();
}

function fieldsOf(fields: unknown): unknown[] {
  if (typeof fields !== 'object' || fields === null) return [];
  return isStream(fields) ? [fields] : Object.values(fields).flat();
}

function hasStream(field: unknown): field is { readonly stream: unknown } {
  return typeof field === 'object' && field !== null && !(field instanceof Blob) && 'stream' in field;
}

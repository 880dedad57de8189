/** Closes the streams of a request that is refused before it is sent. */

import { BodyStream, closeStream, isStream } from '../../wire/body-stream.js';
import type { RequestOptions } from './request-options.js';

/** Closes the streams in `options`, except those that another request sends or that are being read. */
export function closeUnsent({ body, multipart, form, params }: Partial<Record<keyof RequestOptions, unknown>>): void {
  closeStream(body);
  for (const fields of [multipart, form, params]) {
    for (const field of fieldsOf(fields)) closeStream(hasStream(field) ? field.stream : field);
  }
}

/** The same for an encoded body. */
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

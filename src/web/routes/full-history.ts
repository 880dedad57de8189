/** The download of the full history file: streamed from disk, since it may be large; whole, in part, or only if it has changed. */
import { createReadStream, type Stats, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { attachmentDisposition, attachmentName } from '../api/attachment-name.js';
import { type ByteRange, byteRangeOf } from '../api/byte-range.js';
import type { Backend } from '../contracts/backend.js';
import { attachmentParts } from './csv-reply.js';

/** `GET /stats/requests_full_history/csv`: 200, 206 for a range, 304, 404, or 416 for a range beyond the end. */
export function fullHistory(context: Context, backend: Backend): Response {
  const path = backend.fullHistoryPath;
  if (path === null) return context.text('Error: Server was not started with option to generate full history.', 404);
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) return context.text('Error: The file of the full history does not exist.', 404);
  const headers = validatorsOf(file);
  if (isUnchanged(context, file, headers.etag)) return context.body(null, 304, headers);
  const range = rangeOf(context, file, headers);
  if (range === 'none') return context.body(null, 416, { ...headers, 'content-range': `bytes */${file.size}` });
  const name = attachmentName(attachmentParts(backend), 'requests_full_history', 'csv');
  const { first, last } = range ?? { first: 0, last: file.size - 1 };
  return context.body(bytesOf(context, path, { first, last }), range === null ? 200 : 206, {
    ...headers,
    ...(range === null ? {} : { 'content-range': `bytes ${first}-${last}/${file.size}` }),
    'content-type': 'text/csv',
    'content-length': String(last - first + 1),
    'content-disposition': attachmentDisposition(name),
  });
}

interface Validators extends Record<string, string> {
  readonly etag: string;
  readonly 'last-modified': string;
}

function validatorsOf({ size, mtime }: Stats): Validators {
  return {
    etag: `"${size.toString(16)}-${mtime.getTime().toString(16)}"`,
    'last-modified': mtime.toUTCString(),
    'cache-control': 'no-cache, max-age=0',
    'accept-ranges': 'bytes',
  };
}

/** Dates have whole seconds, so they are compared only if the client has no etag. */
function isUnchanged(context: Context, { mtimeMs }: Stats, etag: string): boolean {
  const known = context.req.header('if-none-match');
  if (known !== undefined) return known.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim()));
  const since = Date.parse(context.req.header('if-modified-since') ?? '');
  return Math.trunc(mtimeMs / 1000) * 1000 <= since;
}

function rangeOf(context: Context, { size }: Stats, headers: Validators): ByteRange | 'none' | null {
  const condition = context.req.header('if-range');
  const isOther = condition !== undefined && condition !== headers.etag && condition !== headers['last-modified'];
  return isOther || context.req.method !== 'GET' ? null : byteRangeOf(context.req.header('range'), size);
}

/** Only as many bytes as the headers announce: the file may grow during the download. */
function bytesOf(context: Context, path: string, { first, last }: ByteRange): ReadableStream | string {
  const isUnread = last < first || context.req.method === 'HEAD'; // nobody would read the file, nor close it
  return isUnread ? '' : (Readable.toWeb(createReadStream(path, { start: first, end: last })) as ReadableStream);
}

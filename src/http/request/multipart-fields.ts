/** Fields of a multipart form: strings, Blobs and streams. */
import { TslocError } from '../../util/error.js';
import { findUnknownKey } from '../../util/rules.js';
import {
  type BodyStream,
  createBodyStream,
  isStream,
  type StreamSource,
  withExactSize,
} from '../../wire/body-stream.js';
import { fieldText, kindOf } from './fields.js';

/** A stream with its file name, type and size. */
export interface MultipartStream {
  readonly stream: StreamSource;
  /** Default: the name of the file that `createReadStream()` reads, else `blob`. */
  readonly filename?: string;
  /** `application/octet-stream` by default. */
  readonly type?: string;
  /** Bytes. If every stream has one, the request has a `content-length`. A wrong size fails the request. */
  readonly size?: number;
}

/** A field or a file; null and undefined are left out, an array repeats the field. */
export type MultipartValue = string | number | boolean | Blob | StreamSource | MultipartStream | null | undefined;
export type MultipartFields = Readonly<Record<string, MultipartValue | readonly MultipartValue[]>>;

/** A file of a form. */
export interface FormFile {
  readonly filename: string;
  readonly type: string;
  readonly content: Blob | BodyStream;
}

export type FormEntry = readonly [name: string, value: string | FormFile];

/**
 * The entries of a form, in order. The form takes ownership of its streams.
 * @throws {TslocError} `BAD_FIELDS`, `BODY_USED`; closes the streams before it throws
 */
export function formEntries(fields: MultipartFields): FormEntry[] {
  if (typeof fields !== 'object' || fields === null || isNotRecord(fields)) throw badFields(fields);
  const entries: FormEntry[] = [];
  try {
    for (const [name, value] of Object.entries(fields)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== null && one !== undefined) entries.push([name, entryValue(one, name)]);
      }
    }
  } catch (thrown) {
    releaseEntries(entries);
    throw thrown;
  }
  return entries;
}

/** A Blob as a file; without a name, as a plain Blob is, it is called `blob`. */
export function fileOf(blob: Blob): FormFile {
  return { filename: blob instanceof File ? blob.name : 'blob', type: blob.type || anyType, content: blob };
}

const anyType = 'application/octet-stream';

function entryValue(value: MultipartValue, name: string): string | FormFile {
  if (value instanceof Blob) return fileOf(value);
  if (isStream(value)) return streamFile({ stream: value }, name);
  if (typeof value === 'object' && value !== null && 'stream' in value) return streamFile(value, name);
  return fieldText(value, name);
}

function streamFile(given: MultipartStream, name: string): FormFile {
  const { stream, filename = nameOf(stream), type = anyType, size = null } = given;
  const unknown = findUnknownKey(given, known);
  if (unknown !== undefined) throw badOption(name, 'stream, filename, type or size', `'${unknown}'`);
  if (!isStream(stream)) throw badOption(name, 'a stream or an async generator as stream', kindOf(stream));
  if (typeof filename !== 'string') throw badOption(name, 'a string as filename', kindOf(filename));
  // A line break would end its header.
  if (typeof type !== 'string' || !printable.test(type))
    throw badOption(name, 'a media type as type', typeof type === 'string' ? JSON.stringify(type) : kindOf(type));
  if (!(size === null || (Number.isInteger(size) && size >= 0))) throw badOption(name, 'bytes as size', kindOf(size));
  const content = createBodyStream(stream);
  return { filename, type, content: size === null ? content : withExactSize(content, size, name) };
}

const known = ['stream', 'filename', 'type', 'size'];
const printable = /^[\x20-\x7e]+$/;

/** The name in the stream's path, as in Python's requests. */
function nameOf(stream: unknown): string {
  const path = typeof stream === 'object' && stream !== null && 'path' in stream ? stream.path : null;
  return (typeof path === 'string' && /[^/\\]+$/.exec(path)?.[0]) || 'blob';
}

function releaseEntries(entries: readonly FormEntry[]): void {
  for (const [, value] of entries) {
    if (typeof value !== 'string' && !(value.content instanceof Blob)) value.content.release();
  }
}

function isNotRecord(fields: object): boolean {
  return Symbol.iterator in fields || isStream(fields);
}

function badFields(given: unknown): TslocError {
  const hint =
    'Write { name: value }, with a Blob, a File or a stream as the value of a file; FormData is sent with `body`.';
  return new TslocError('BAD_FIELDS', `Expected multipart as an object, got ${kindOf(given)}.`, { hint });
}

function badOption(name: string, expected: string, got: string): TslocError {
  const hint = 'Write a stream, or { stream, filename, type, size }.';
  return new TslocError('BAD_FIELDS', `Expected ${expected} of the file '${name}', got ${got}.`, { hint });
}

/** Encodes the body of a request: its options become bytes and a content type. */
import { messageOf, TslocError } from '../../util/error.js';
import { type BodyChunks, BodyStream, createBodyStream } from '../../wire/body-stream.js';
import type { RequestBody } from '../../wire/transport.js';
import { encodeMultipart, formDataEntries } from './multipart.js';
import { formEntries, type MultipartFields } from './multipart-fields.js';
import { type QueryParams, queryPairs } from './target.js';

/** Values of `body`. All but streams and generators can be sent more than once. */
export type BodyValue =
  | string
  | ArrayBuffer
  | ArrayBufferView
  | Blob
  | FormData
  | URLSearchParams
  | ReadableStream
  | Iterable<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>;

/** The options that set a body. */
interface Bodies {
  /** Sent as JSON. */
  json: unknown;
  /** Sent as an HTML form (`application/x-www-form-urlencoded`); an array repeats a field. */
  form: QueryParams;
  /**
   * Sent as an HTML form with files (`multipart/form-data`); an array repeats a field, a stream is a file that is read
   * while it is sent.
   */
  multipart: MultipartFields;
  /** Sent as it is; FormData as `multipart/form-data`. A body of unknown length is sent in chunks. */
  body: BodyValue;
}

/** At most one of the options that set a body. */
export type BodyOptions = One<'json'> | One<'form'> | One<'multipart'> | One<'body'>;

type One<Name extends keyof Bodies> = { [Key in Name]?: Bodies[Key] } & {
  [Key in Exclude<keyof Bodies, Name>]?: never;
};

/** A body that is ready to be sent, and its content type if it implies one. */
export interface EncodedBody {
  readonly body: RequestBody;
  readonly contentType: string | null;
}

/**
 * The body that the options describe.
 * @throws {TslocError} `TWO_BODIES` if more than one of them is given, `BAD_BODY`, `BAD_FIELDS`, `BODY_USED`
 */
export function encodeBody(options: BodyOptions): EncodedBody {
  const { json, form, multipart, body } = options as Partial<Bodies>;
  const count = isGiven(json) + isGiven(form) + isGiven(multipart) + isGiven(body);
  if (count === 0) return empty;
  if (count > 1) throw twoBodies(options);
  if (json !== undefined) return jsonBody(json);
  if (form !== undefined) return encodeUrlForm(form);
  return multipart === undefined ? rawBody(body ?? '') : encodeMultipart(formEntries(multipart));
}

function isGiven(value: unknown): number {
  return value === undefined ? 0 : 1;
}

function twoBodies({ json, form, multipart, body }: BodyOptions): TslocError {
  const given = Object.entries({ json, form, multipart, body }).filter(([, value]) => value !== undefined);
  const names = given.map(([name]) => name).join(' and ');
  return new TslocError('TWO_BODIES', `Expected one of json, form, multipart and body, got ${names}.`);
}

const empty: EncodedBody = { body: null, contentType: null };

function jsonBody(json: unknown): EncodedBody {
  const text = jsonText(json);
  if (text === undefined) throw badBody('json', 'a value that JSON can represent', json);
  return { body: text, contentType: 'application/json' };
}

/** Undefined for values that JSON omits, such as functions. */
function jsonText(json: unknown): string | undefined {
  try {
    return JSON.stringify(json);
  } catch (cause) {
    const message = `Expected a value that JSON can represent as json, got an error: ${messageOf(cause)}`;
    throw new TslocError('BAD_BODY', message, { cause });
  }
}

function encodeUrlForm(form: QueryParams): EncodedBody {
  const body = new URLSearchParams([...queryPairs(form)]).toString();
  return { body, contentType: 'application/x-www-form-urlencoded' };
}

function rawBody(body: BodyValue): EncodedBody {
  if (typeof body === 'string' || body instanceof Uint8Array) return { body, contentType: null };
  if (body instanceof URLSearchParams) return encodeUrlForm(body);
  if (body instanceof FormData) return encodeMultipart(formDataEntries(body));
  if (body instanceof Blob) return { body: blobBody(body), contentType: body.type || null };
  if (body instanceof ArrayBuffer) return { body: new Uint8Array(body), contentType: null };
  if (ArrayBuffer.isView(body)) {
    return { body: new Uint8Array(body.buffer, body.byteOffset, body.byteLength), contentType: null };
  }
  if (!isPieces(body)) throw badBody('body', 'a string, bytes, a Blob, FormData, a stream or an iterable', body);
  return { body: createBodyStream(body), contentType: null };
}

function blobBody(blob: Blob): RequestBody {
  return blob.size === 0 ? null : new BodyStream(() => blob.stream(), blob.size);
}

function isPieces(value: unknown): value is BodyChunks {
  return typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value);
}

function badBody(option: string, expected: string, got: unknown): TslocError {
  const what = typeof got === 'object' ? 'an object' : typeof got;
  const hint = option === 'body' ? 'Objects are sent with `json` or `form`.' : undefined;
  return new TslocError(
    'BAD_BODY',
    `Expected ${expected} as ${option}, got ${what}.`,
    hint === undefined ? {} : { hint },
  );
}

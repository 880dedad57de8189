/** Forms with files (`multipart/form-data`), written as browsers write them; files are read only as they are sent. */
import { randomUUID } from 'node:crypto';
import { TslocError } from '../../util/error.js';
import { fieldText, kindOf } from '../fields.js';
import { BodyStream } from './body-stream.js';

/** A field as text, or a file; one that is null or undefined is left out, an array is a repeated one. */
export type MultipartValue = string | number | boolean | Blob | null | undefined;
export type MultipartFields = Readonly<Record<string, MultipartValue | readonly MultipartValue[]>>;

/** A form ready to be sent; with no file in it, it is one piece. */
export interface EncodedForm {
  readonly body: Uint8Array | BodyStream;
  readonly contentType: string;
}

/**
 * The form of these fields. A file is called as a `File` says; of a plain `Blob` nobody knows the name.
 * @throws {TslocError} `BAD_FIELDS`
 */
export function toFormData(fields: MultipartFields): FormData {
  if (typeof fields !== 'object' || fields === null || Symbol.iterator in fields) throw badFields(fields);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one instanceof Blob) form.append(name, one);
      else if (one !== null && one !== undefined) form.append(name, fieldText(one, name, fields));
    }
  }
  return form;
}

function badFields(given: unknown): TslocError {
  const hint = 'Write { name: value }, with a Blob or a File as the value of a file; FormData is sent with `body`.';
  return new TslocError('BAD_FIELDS', `Expected multipart as an object, got ${kindOf(given)}.`, { hint });
}

/** By the rules of the HTML standard: line ends in text become CR LF, quotes and line ends in names are escaped. */
export function encodeMultipart(form: FormData): EncodedForm {
  const boundary = `----tsloc-${randomUUID()}`;
  const contentType = `multipart/form-data; boundary=${boundary}`;
  const pieces: (Uint8Array | Blob)[] = [];
  let text = '';
  for (const [name, value] of form) {
    text += `--${boundary}\r\ncontent-disposition: form-data; name="${escaped(withCrLf(name))}"`;
    if (typeof value === 'string') text += `\r\n\r\n${withCrLf(value)}\r\n`;
    else {
      const type = value.type || 'application/octet-stream';
      text += `; filename="${escaped(value.name)}"\r\ncontent-type: ${type}\r\n\r\n`;
      pieces.push(Buffer.from(text), value);
      text = '\r\n';
    }
  }
  pieces.push(Buffer.from(`${text}--${boundary}--\r\n`));
  return { body: joined(pieces), contentType };
}

function joined(pieces: readonly (Uint8Array | Blob)[]): Uint8Array | BodyStream {
  if (pieces.length === 1) return pieces[0] as Uint8Array;
  const lengthBytes = pieces.reduce((sum, piece) => sum + (piece instanceof Blob ? piece.size : piece.length), 0);
  return new BodyStream(() => inTurn(pieces), lengthBytes);
}

async function* inTurn(pieces: readonly (Uint8Array | Blob)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Blob) yield* piece.stream();
    else yield piece;
  }
}

function withCrLf(text: string): string {
  return text.replace(/\r?\n|\r/g, '\r\n');
}

function escaped(text: string): string {
  return text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}

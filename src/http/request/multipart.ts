/** Encodes multipart forms as browsers do; files are read while they are sent. */
import { randomUUID } from 'node:crypto';
import { BodyStream } from '../../wire/body-stream.js';
import { type FormEntry, fileOf } from './multipart-fields.js';

/** A form without files is one piece of bytes. */
export interface EncodedForm {
  readonly body: Uint8Array | BodyStream;
  readonly contentType: string;
}

/** The entries of a web FormData. */
export function formDataEntries(form: FormData): FormEntry[] {
  return Array.from(form, ([name, value]) => [name, typeof value === 'string' ? value : fileOf(value)]);
}

/** HTML standard: line endings in values become CR LF; quotes and line endings in names are escaped. */
export function encodeMultipart(entries: readonly FormEntry[]): EncodedForm {
  const boundary = `----tsloc-${randomUUID()}`;
  const pieces: Piece[] = [];
  let text = '';
  for (const [name, value] of entries) {
    text += `--${boundary}\r\ncontent-disposition: form-data; name="${escapeName(withCrLf(name))}"`;
    if (typeof value === 'string') text += `\r\n\r\n${withCrLf(value)}\r\n`;
    else {
      text += `; filename="${escapeName(value.filename)}"\r\ncontent-type: ${value.type}\r\n\r\n`;
      pieces.push(Buffer.from(text), value.content);
      text = '\r\n';
    }
  }
  pieces.push(Buffer.from(`${text}--${boundary}--\r\n`));
  return { body: joinPieces(pieces), contentType: `multipart/form-data; boundary=${boundary}` };
}

type Piece = Uint8Array | Blob | BodyStream;

function joinPieces(pieces: readonly Piece[]): Uint8Array | BodyStream {
  if (pieces.length === 1) return pieces[0] as Uint8Array;
  const streams = pieces.filter((piece) => piece instanceof BodyStream);
  return new BodyStream(
    () => readPieces(pieces),
    totalLength(pieces),
    streams.every((stream) => stream.isRewindable),
    () => {
      for (const stream of streams) stream.release();
    },
  );
}

/** Null if a piece has no known length. */
function totalLength(pieces: readonly Piece[]): number | null {
  let sum = 0;
  for (const piece of pieces) {
    const length = piece instanceof Blob ? piece.size : piece instanceof BodyStream ? piece.lengthBytes : piece.length;
    if (length === null) return null;
    sum += length;
  }
  return sum;
}

async function* readPieces(pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Blob) yield* piece.stream();
    else if (piece instanceof BodyStream) yield* piece.open();
    else yield piece;
  }
}

function withCrLf(text: string): string {
  return text.replace(/\r?\n|\r/g, '\r\n');
}

function escapeName(text: string): string {
  return text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}

/** Reads and parses the body of a request. */
import type { IncomingMessage } from 'node:http';
import { HttpError } from '../http-error.js';
import type { Call } from '../routes/route.js';

/**
 * The whole body. One of more than `maxBytes` is read to its end and discarded: a client that is still sending would take
 * an early response for a broken connection.
 * @throws HttpError 413 for a body of more than `maxBytes`; the stream's error when the client goes away
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { headers } = request;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return nothing;
  let chunks: Buffer[] = [];
  let lengthBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    lengthBytes += chunk.length;
    if (lengthBytes <= maxBytes) chunks.push(chunk);
    else chunks = [];
  }
  if (lengthBytes > maxBytes) {
    throw new HttpError(413, `Expected a body of at most ${maxBytes} bytes, got ${lengthBytes}.`);
  }
  return Buffer.concat(chunks, lengthBytes);
}

/** The fields of a JSON object. @throws HttpError 415 without a JSON content type, 400 for anything but an object */
export function parseJsonFields(call: Call): Readonly<Record<string, unknown>> {
  const type = call.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(type)) {
    throw new HttpError(415, `Expected the content type application/json, got ${type || 'none'}.`);
  }
  const value = parse(call.body.toString());
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpError(400, 'Expected a JSON object.');
  }
  return value as Record<string, unknown>;
}

const nothing = Buffer.alloc(0);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpError(400, `Expected a JSON body: ${(error as Error).message}.`);
  }
}

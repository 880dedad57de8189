/** The parser of FastHttpUser, fed in pieces. */
import { HeadCache } from '../../src/wire/h1/head-cache.js';
import type { HeaderBytes } from '../../src/wire/h1/header-bytes.js';
import { ResponseParser } from '../../src/wire/h1/response-parser.js';
import type { Connection, Outcome } from './outcome.js';

/** Shared by all runs, so that wrong cache hits are detected. */
const memory = new HeadCache();

/** The result for bytes that arrive in pieces of these sizes, which are repeated. */
export function ourOutcome({ method, bytes }: Connection, sizes: readonly number[]): Outcome {
  let [status, reason, body] = [0, '', ''];
  let headers: HeaderBytes | null = null;
  const parser = new ResponseParser(
    {
      onHead: (code, block, text) => {
        [status, reason, headers] = [code, text, block];
      },
      onBody: (data) => {
        body += data.toString('latin1');
      },
    },
    memory,
  );
  parser.expect(method);
  let end = 0;
  try {
    for (let i = 0; end < bytes.length && !parser.isIdle; i++) {
      const size = sizes[i % sizes.length] as number;
      const piece = bytes.subarray(end, end + size);
      end += i % 2 === 0 ? parser.read(Buffer.from(piece)) : parser.readBorrowed(borrowed(piece), piece.length);
    }
  } catch (error) {
    return { kind: 'error', why: (error as Error).message };
  }
  if (!parser.isIdle && !parser.end()) return { kind: 'error', why: 'It ended too early.' };
  const lines = [...(headers as unknown as HeaderBytes).toHeaders()].flat();
  return { kind: 'message', status, reason, headers: lines, body, end, keepsAlive: parser.keepsAlive };
}

const scratch = Buffer.alloc(70_000, 'HTTP/1.1 200 OK\r\n\r\n');

/** In a buffer that all pieces share, followed by bytes of earlier pieces. */
function borrowed(piece: Uint8Array): Buffer {
  if (piece.length > scratch.length) return Buffer.from(piece);
  scratch.set(piece);
  return scratch;
}

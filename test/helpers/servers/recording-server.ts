/** A server that records every request as received, and sends the given bytes. */
import { createServer, type Socket } from 'node:net';
import { listen } from './server.js';

/** A request on the wire. */
export interface RecordedRequest {
  /** `GET /path HTTP/1.1`. */
  readonly line: string;
  /** `Name: value`, in order and case as received. */
  readonly headers: readonly string[];
  /** Without the framing of chunks; one character per byte. */
  readonly body: string;
}

/** Pieces to send one after the other, and whether to close the connection afterwards. */
export interface ScriptedResponse {
  readonly pieces: readonly Buffer[];
  readonly closes: boolean;
}

/** `answer` is called once for each complete request. */
export async function serveRecording(answer: (path: string, method: string) => ScriptedResponse) {
  const recorded: RecordedRequest[] = [];
  const server = createServer((socket) => {
    let [pending, sending] = ['', Promise.resolve()];
    socket.setNoDelay(true).on('data', (bytes) => {
      pending += bytes.toString('latin1');
      for (let found = firstOf(pending); found !== null; found = firstOf(pending)) {
        pending = found.rest;
        recorded.push(found.request);
        const [method = '', path = ''] = found.request.line.split(' ');
        sending = sending.then(() => send(socket, answer(path, method)));
      }
    });
  });
  return Object.assign(await listen(server), { recorded });
}

async function send(socket: Socket, { pieces, closes }: ScriptedResponse): Promise<void> {
  for (const piece of pieces) {
    socket.write(piece);
    if (pieces.length > 1) await new Promise(setImmediate);
  }
  if (closes) socket.end();
}

/** The first request of `text` and the text after it; null while it is incomplete. */
function firstOf(text: string): { readonly request: RecordedRequest; readonly rest: string } | null {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const [line = '', ...headers] = text.slice(0, headEnd).split('\r\n');
  const after = text.slice(headEnd + 4);
  if (headers.some((header) => /^transfer-encoding: chunked$/i.test(header))) {
    const found = joined(after);
    return found && { request: { line, headers, body: found.body }, rest: found.rest };
  }
  const length = Number(headers.find((header) => /^content-length:/i.test(header))?.slice(15) ?? 0);
  if (after.length < length) return null;
  return { request: { line, headers, body: after.slice(0, length) }, rest: after.slice(length) };
}

/** A chunked body without trailers, and the text after it. */
function joined(text: string): { readonly body: string; readonly rest: string } | null {
  let [body, at] = ['', 0];
  for (;;) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (text.length < next) return null;
    if (size === 0) return { body, rest: text.slice(next) };
    body += text.slice(lineEnd + 2, next - 2);
    at = next;
  }
}

/** What a request is called that cannot be sent: undici has words of its own for it, and users read one. */
import { TslocError } from '../../util/error.js';
import { headMistake, wrongFlow } from '../../wire/head-rules.js';
import type { TransportRequest } from '../../wire/transport.js';

/** The error of a request without an answer: that of its head if undici has refused it for that, else `error` itself. */
export function refusalOf(error: Error, request: TransportRequest): Error {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH') return wrongFlow(saidOf(request));
  if (!refusal.test(code)) return error;
  const mistake = headMistake(request);
  if (mistake !== null) return mistake;
  const hint =
    'Without `static network` and `static http2`, more headers can be sent: Expect and Keep-Alive, for example.';
  const message = `Expected a request that can be sent by this network, got one that cannot: ${error.message}.`;
  return new TslocError('BAD_REQUEST_HEAD', message, { hint, cause: error });
}

const refusal = /^UND_ERR_(INVALID_ARG|NOT_SUPPORTED)$/;

function saidOf({ headers }: TransportRequest): number {
  return Number(headers[headers.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'content-length') + 1]);
}

/** The failure of a request that a transport cannot send: the same text for every transport. */
import { TslocError } from '../../util/error.js';
import { bodyLengthError, findHeadError } from '../../wire/head-rules.js';
import { headerIn } from '../../wire/header-list.js';
import type { TransportRequest } from '../../wire/transport.js';
import { WireError } from '../../wire/wire-error.js';

/** The error of a request without a response: the error of its head if that is invalid, else `error`. */
export function explainSendError(error: Error, request: TransportRequest): Error {
  if (!(error instanceof WireError)) return error;
  if (error.kind === 'body-length-mismatch')
    return bodyLengthError(Number(headerIn(request.headers, 'content-length')));
  if (error.kind !== 'unsendable') return error;
  const mistake = findHeadError(request);
  if (mistake !== null) return mistake;
  const hint =
    'Without `static network` and `static http2`, more headers can be sent: Expect and Keep-Alive, for example.';
  const message = `Expected a request that can be sent by this network, got one that cannot: ${error.message}.`;
  return new TslocError('BAD_REQUEST_HEAD', message, { hint, cause: error });
}

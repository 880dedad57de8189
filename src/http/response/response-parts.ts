/** Extracts the parts of a response from its exchange: error name and text, decoded body, elapsed time. */
import { now } from '../../util/loop/clock.js';
import { headerValue } from '../../wire/headers.js';
import { bodyTooLarge, connectionError, decodingError } from '../errors/failures.js';
import { explainSendError } from '../errors/unsendable.js';
import { decompress } from './decompress.js';
import type { Exchange } from './exchange.js';
import type { HttpResponse, ResponseParts } from './response.js';

/** What is needed of the request that was answered. */
interface AnsweredRequest {
  readonly url: string;
  readonly receiveOptions: { readonly maxBodyBytes: number };
}

/** @param startedAt {@link now} when the request began; of a chain of redirects, the first one */
export function partsOf(
  exchange: Exchange,
  { url, receiveOptions }: AnsweredRequest,
  startedAt: number,
): ResponseParts {
  const { request, status, statusText, rawHeaders } = exchange;
  const parts: ResponseParts = {
    request,
    status,
    statusText,
    url,
    elapsed: exchange.finishedAt - startedAt,
    rawHeaders,
    length: exchange.receivedBytes,
    content: exchange,
    recorder: exchange.recorder,
    error: null,
    history: none,
  };
  if (exchange.error !== null) return toFailedParts(parts, errorOf(exchange, exchange.error));
  const encoding = exchange.receivedBytes === 0 ? null : headerValue(rawHeaders, 'content-encoding');
  return encoding === null ? parts : decodeParts(parts, encoding, receiveOptions.maxBodyBytes);
}

/** The error takes the place of the response. */
export function toFailedParts(parts: ResponseParts, error: Error): ResponseParts {
  return { ...parts, status: 0, statusText: '', length: 0, content: emptyBody, error };
}

/** Decoding is part of the elapsed time, as in Locust. */
function decodeParts(parts: ResponseParts, encoding: string, maxBytes: number): ResponseParts {
  const startedAt = now();
  const elapsed = () => parts.elapsed + now() - startedAt;
  try {
    const bytes = decompress(parts.content.body(), encoding, maxBytes);
    return { ...parts, elapsed: elapsed(), length: bytes.length, content: { body: () => bytes } };
  } catch (cause) {
    const error = cause as NodeJS.ErrnoException;
    const isTooLarge = error.code === 'ERR_BUFFER_TOO_LARGE';
    const failure = isTooLarge ? bodyTooLarge(maxBytes) : decodingError(encoding, error);
    return toFailedParts({ ...parts, elapsed: elapsed() }, failure);
  }
}

function errorOf(exchange: Exchange, error: Error): Error {
  const length = headerValue(exchange.rawHeaders, 'content-length');
  const bytesExpected = length === null ? null : Number(length);
  const progress = { headersSeen: exchange.status > 0, bytesRead: exchange.receivedBytes, bytesExpected };
  return connectionError(exchange.status > 0 ? error : explainSendError(error, exchange.request), progress);
}

const noBytes = Buffer.alloc(0);
const emptyBody = { body: () => noBytes };
const none: readonly HttpResponse[] = Object.freeze([]);

/** `catchResponse` as a function: unlike a `using` block, it also handles what is thrown inside. */

import { AsyncResource } from 'node:async_hooks';
import { isSignal } from '../../util/control-signal.js';
import { messageOf, messageWithCode } from '../../util/error.js';
import { isError, nameOf } from '../../util/thrown.js';
import { RequestError } from '../errors/request-error.js';
import type { OpenReport } from './report.js';
import type { HttpResponse } from './response.js';

/** Inspects a response before its request is reported; a returned promise is awaited. */
export type CatchBlock<R extends HttpResponse = HttpResponse> = Blocks<R>['block'];

/** A method's parameters are bivariant: a block for streamed responses is assignable to one for any response. */
interface Blocks<R> {
  block(response: R): unknown;
}

/** Runs a block in the async context of its caller: responses arrive in the context of their socket. */
export function bindToCaller(catchResponse: boolean | CatchBlock | undefined): boolean | CatchBlock | undefined {
  return typeof catchResponse === 'function' ? AsyncResource.bind(catchResponse) : catchResponse;
}

/**
 * Runs the block, then reports the request.
 * @param onThrow gets what the block threw, except control signals, which are thrown again
 */
export async function runBlock<R extends HttpResponse>(
  response: R,
  block: CatchBlock<R>,
  onThrow: (thrown: unknown) => void,
): Promise<R> {
  const close = response[Symbol.dispose]; // read first, as `using` does: marks the response as held by a block
  try {
    await block(response);
  } catch (thrown) {
    if (isSignal(thrown)) throw thrown;
    onThrow(thrown);
  } finally {
    close();
  }
  return response;
}

/**
 * Makes what a block threw the failure of its request. After `success()` or `failure()` the request is decided, and the
 * error is thrown again. A connection error stays the failure: what was thrown is its consequence.
 */
export function failFromBlock(thrown: unknown, response: HttpResponse, report: OpenReport): void {
  if (report.decision !== undefined) throw thrown;
  if (response.requestMeta.exception !== null) return;
  response.failure(isError(thrown) ? withRequestName(thrown, response) : messageOf(thrown));
}

/** Replaces the URL by the name, as in Locust's error texts, so that ids in URLs do not create separate rows. */
function withRequestName(thrown: Error, { url, requestMeta }: HttpResponse): Error {
  if (!messageOf(thrown).includes(url)) return thrown;
  return new RequestError(nameOf(thrown), messageWithCode(thrown).replaceAll(url, requestMeta.name), undefined, thrown);
}

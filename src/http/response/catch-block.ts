/** The `catchResponse` block as a function: unlike the end of a `using` block, it can see what is thrown inside. */
import { AsyncResource } from 'node:async_hooks';
import { isSignal } from '../../util/control-signal.js';
import { messageOf } from '../../util/error.js';
import { RequestError } from '../errors/request-error.js';
import type { OpenReport } from './report.js';
import type { HttpResponse } from './response.js';

/** Looks at a response before its request is reported; what it returns is awaited. */
export type CatchBlock<R extends HttpResponse = HttpResponse> = Blocks<R>['block'];

/** A method's type: a block that wants a streamed response may stand where one for any response is asked for. */
interface Blocks<R> {
  block(response: R): unknown;
}

/** A block runs where it was written: answers come in the context of their socket, where nobody tracks requests. */
export function bindToCaller(catchResponse: boolean | CatchBlock | undefined): boolean | CatchBlock | undefined {
  return typeof catchResponse === 'function' ? AsyncResource.bind(catchResponse) : catchResponse;
}

/**
 * Runs the block, then reports the request.
 * @param failed is told what the block threw, signals apart: those pass
 */
export async function runBlock<R extends HttpResponse>(
  response: R,
  block: CatchBlock<R>,
  failed: (thrown: unknown) => void,
): Promise<R> {
  const close = response[Symbol.dispose]; // asked for first: this is a block, as `using` makes one
  try {
    await block(response);
  } catch (thrown) {
    if (isSignal(thrown)) throw thrown;
    failed(thrown);
  } finally {
    close();
  }
  return response;
}

/**
 * What a block threw is the failure of its request, and goes no further. After `success()` or `failure()` the request
 * is decided, and the error passes. A connection error stays the reason: what was thrown is its consequence.
 */
export function failFromBlock(thrown: unknown, response: HttpResponse, report: OpenReport): void {
  if (report.decision !== undefined) throw thrown;
  if (response.requestMeta.exception !== null) return;
  response.failure(thrown instanceof Error ? withRequestName(thrown, response) : messageOf(thrown));
}

/** As in Locust's own texts, the name stands for the URL: one name is one row of errors, whatever ids are in the URL. */
function withRequestName(thrown: Error, { url, requestMeta }: HttpResponse): Error {
  if (!thrown.message.includes(url)) return thrown;
  return new RequestError(thrown.name, thrown.message.replaceAll(url, requestMeta.name), undefined, thrown);
}

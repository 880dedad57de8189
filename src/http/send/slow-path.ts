/** The slow path: requests that are signed asynchronously or may be retried. Each attempt is reported. */
import type { PreparedRequest } from '../request/prepare.js';
import type { CatchBlock } from '../response/catch-block.js';
import { handOver } from '../response/hold.js';
import type { HttpResponse } from '../response/response.js';
import { followRedirects } from './redirect.js';
import type { RetryPlan } from './retry.js';
import { refuse, type Sender } from './sender.js';

/** One call of a session. */
export interface SlowCall {
  readonly request: PreparedRequest | Promise<PreparedRequest>;
  /** Null if it is not retried. */
  readonly plan: RetryPlan | null;
  readonly signal: AbortSignal | undefined;
  /** Decides on the last attempt; earlier attempts are reported unchanged. */
  readonly catchResponse: boolean | CatchBlock | undefined;
  /** As in the fast path; known when the request is. */
  maxRedirects(request: PreparedRequest): number | null;
  /** The same request, prepared again with the same name: its credentials may have changed. */
  prepareAgain(name: string): PreparedRequest | Promise<PreparedRequest>;
}

/** The response to the last attempt. @throws {TslocError} `BODY_USED`; and as the fast path */
export async function sendSlowly(sender: Sender, call: SlowCall): Promise<HttpResponse> {
  const { lifetime, responses } = sender;
  const { plan, signal } = call;
  let request = await call.request;
  for (let attempt = 1; ; attempt++) {
    const { outgoing, startedAt } = request;
    if (lifetime.endReason !== null) return refuse(outgoing, lifetime.endReason);
    plan?.checkBody(outgoing.body);
    const exchange = await sender.exchange(outgoing, startedAt, lifetime);
    const parts = await followRedirects(sender, request, exchange, call.maxRedirects(request), lifetime);
    const delayMs = plan === null || signal?.aborted ? null : plan.delayAfter(attempt, outgoing.method, parts);
    if (delayMs === null) {
      const response = await responses.respond(request, parts, call.catchResponse);
      await sender.waitForScheduler();
      handOver(response);
      return response;
    }
    const abandoned = await responses.respond(request, parts);
    abandoned[Symbol.dispose](); // ends a stream that has no reader
    await lifetime.sleep(delayMs, signal);
    request = await call.prepareAgain(request.name);
  }
}

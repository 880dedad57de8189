/** A request on its way to its answer, redirects and all: one object and one promise for the whole of it. */
import { scheduler } from '../../util/loop/scheduler.js';
import type { TimeSlice } from '../../util/loop/time-slice.js';
import type { SentRequest } from '../request/prepare.js';
import type { CatchBlock } from '../response/catch-block.js';
import type { Exchange } from '../response/exchange.js';
import type { HttpResponse } from '../response/response.js';
import type { SessionLifetime } from './session-lifetime.js';

/** Who has sent it. */
export interface RequestSender {
  /** What its user has left of going on before others; null if its users go on at once. */
  readonly slice: TimeSlice | null;
  /** What becomes of an exchange: a response; a promise if there is more to wait for. */
  receive(exchange: Exchange, flight: PendingRequest): HttpResponse | Promise<HttpResponse>;
}

/** A call of a session that has been sent. */
export class PendingRequest {
  readonly request: SentRequest;
  /** Redirects to follow before giving up; null to follow none and take them as they are. */
  readonly maxRedirects: number | null;
  readonly catchResponse: boolean | CatchBlock | undefined;
  /** The time that it belongs to, and ends with. */
  readonly life: SessionLifetime;
  /** Nobody need wait for it: it rejects when its user stops, and that is no reason to end the process. */
  readonly response: Promise<HttpResponse>;
  readonly #sender: RequestSender;
  #resolve!: (response: HttpResponse) => void;
  #reject!: (reason: unknown) => void;

  constructor(
    sender: RequestSender,
    request: SentRequest,
    maxRedirects: number | null,
    catchResponse: boolean | CatchBlock | undefined,
    life: SessionLifetime,
  ) {
    this.#sender = sender;
    this.request = request;
    this.maxRedirects = maxRedirects;
    this.catchResponse = catchResponse;
    this.life = life;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** An answer is there, or the error that came instead of one. */
  settle(exchange: Exchange): void {
    try {
      const response = this.#sender.receive(exchange, this);
      if (response instanceof Promise) this.#await(response);
      else this.#hand(response);
    } catch (thrown) {
      ignoreRejection(this.response);
      this.#reject(thrown);
    }
  }

  #hand(response: HttpResponse): void {
    const { slice } = this.#sender;
    if (slice === null) this.#resolve(response);
    else scheduler.schedule(this.#resolve, response, slice);
  }

  /** Its end may be inside of a socket's callback: whoever would go on there keeps the event loop from all else. */
  #await(response: Promise<HttpResponse>): void {
    ignoreRejection(this.response);
    response.then((one) => this.#hand(one), this.#reject);
  }
}

/** The same promise, whose rejection may go unheard. */
export function ignoreRejection<T>(promise: Promise<T>): Promise<T> {
  promise.catch(ignore);
  return promise;
}

function ignore(): void {}

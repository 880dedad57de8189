/** Makes the responses of one user, and reports each request once: at once, or when its block or stream has ended. */

import type { RequestsInFlight } from '../../stats/requests-in-flight.js';
import type { Sample } from '../../stats/sample.js';
import { type ContextSource, contextOf } from '../request/context.js';
import type { PreparedRequest } from '../request/prepare.js';
import { type CatchBlock, failFromBlock, runBlock } from '../response/catch-block.js';
import { handOver } from '../response/hold.js';
import { OpenReport, type Outcome, sampleOf } from '../response/report.js';
import { HttpResponse, type ResponseParts } from '../response/response.js';
import { StreamedBody } from '../response/streamed-body.js';
import { completeResponse, StreamedResponse } from '../response/streamed-response.js';

/** Holds the responses that are not reported yet: undecided ones, and streams that have not ended. */
export class OpenResponses {
  readonly #report: (sample: Sample) => void;
  readonly #inFlight: RequestsInFlight;
  readonly #user: ContextSource | null;
  #undecided: Map<OpenReport, HttpResponse> | null = null;
  #streams: Set<StreamedBody> | null = null;

  /**
   * @param report gets each sample
   * @param inFlight counts streams that have not ended, responses that are not reported, and what {@link stop} ends
   * @param user gives the context of each sample
   */
  constructor(report: (sample: Sample) => void, inFlight: RequestsInFlight, user: ContextSource | null = null) {
    this.#report = report;
    this.#inFlight = inFlight;
    this.#user = user;
  }

  /** Makes the response, and reports it unless `catchResponse` or a stream delays that; resolves when a block has run. */
  respond(
    request: PreparedRequest,
    parts: ResponseParts,
    catchResponse?: boolean | CatchBlock,
  ): HttpResponse | Promise<HttpResponse> {
    try {
      request.context = contextOf(this.#user, request.context);
    } catch (thrown) {
      // It was sent, so it is reported: a stream at the end of the task, since nobody reads it.
      handOver(this.#makeResponse(request, parts, false) as HttpResponse);
      throw thrown;
    }
    return this.#makeResponse(request, parts, catchResponse);
  }

  #makeResponse(
    request: PreparedRequest,
    parts: ResponseParts,
    catchResponse: boolean | CatchBlock | undefined,
  ): HttpResponse | Promise<HttpResponse> {
    if (request.outgoing.receiveOptions.maxStreamBytes !== null)
      return this.#createStreamedResponse(request, parts, catchResponse);
    if (catchResponse) {
      return this.#createUndecidedResponse(request, parts, (report) => new HttpResponse(parts, report), catchResponse);
    }
    const response = new HttpResponse(parts);
    this.#report(sampleOf(request, parts, response));
    return response;
  }

  /**
   * Reports undecided responses and ends streams without a reader, except those that a block holds, and those that wait
   * for the scheduler: another task or background work of the user will get them.
   * @throws what the first of the listeners threw, when all are reported
   */
  settle(): void {
    const abandoned = this.#streams === null ? none : [...this.#streams].filter(isAbandoned);
    const free = this.#undecided === null ? none : [...this.#undecided].filter(isFree);
    if (abandoned.length === 0 && free.length === 0) return;
    const errors: unknown[] = [];
    for (const body of abandoned) attempt(() => body.cancel(), errors);
    for (const [, response] of free) attempt(() => response[Symbol.dispose](), errors);
    if (errors.length > 0) throw errors[0];
  }

  /** Reports what blocks still hold at the end of the user. What listeners throw is ignored: no task runs any more. */
  settleBlocks(): void {
    for (const response of this.#undecided?.values() ?? none) attempt(() => response[Symbol.dispose](), []);
  }

  /** Ends all streams, unreported; their readers' loops throw `reason`. */
  stop(reason: Error): void {
    const streams = this.#streams ?? none;
    this.#streams = null; // before they end: they are dropped, not ended
    for (const body of streams) {
      this.#inFlight.drop(1);
      body.stop(reason);
    }
  }

  #createStreamedResponse(
    request: PreparedRequest,
    parts: ResponseParts,
    catchResponse: boolean | CatchBlock | undefined,
  ): HttpResponse | Promise<HttpResponse> {
    const body = new StreamedBody(parts, request.startedAt, request.outgoing.receiveOptions);
    const respond = (report: OpenReport | null) => {
      const response = new StreamedResponse(parts, body, report);
      this.#hold(body, () => {
        completeResponse(response, body);
        if (report === null) this.#report(sampleOf(request, body, response));
      });
      return response;
    };
    return catchResponse ? this.#createUndecidedResponse(request, body, respond, catchResponse) : respond(null);
  }

  #hold(body: StreamedBody, onEnd: () => void): void {
    this.#streams ??= new Set();
    this.#streams.add(body);
    this.#inFlight.start();
    body.onEnd(() => {
      if (this.#streams?.delete(body)) this.#inFlight.end();
      onEnd();
    });
  }

  #createUndecidedResponse(
    request: PreparedRequest,
    outcome: Outcome,
    respond: (report: OpenReport) => HttpResponse,
    catchResponse: true | CatchBlock,
  ): HttpResponse | Promise<HttpResponse> {
    const isStream = outcome instanceof StreamedBody; // then the stream is counted
    if (!isStream) this.#inFlight.start();
    const deliver = (sample: Sample) => {
      this.#undecided?.delete(report);
      if (!isStream) this.#inFlight.end();
      if (outcome.isStopped !== true) this.#report(sample);
    };
    const report = new OpenReport(request, outcome, deliver, isStream ? outcome.hold : undefined);
    const response = respond(report);
    this.#undecided ??= new Map();
    this.#undecided.set(report, response);
    if (catchResponse === true) return response;
    return runBlock(response, catchResponse, (thrown) => failFromBlock(thrown, response, report));
  }
}

function isAbandoned(body: StreamedBody): boolean {
  return body.hold.isHandedOver && body.isAbandoned();
}

function isFree([{ hold }]: [OpenReport, HttpResponse]): boolean {
  return hold.isHandedOver && !hold.isInBlock;
}

const none: readonly never[] = Object.freeze([]);

function attempt(action: () => void, errors: unknown[]): void {
  try {
    action();
  } catch (thrown) {
    errors.push(thrown);
  }
}

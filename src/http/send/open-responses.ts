/** The responses of one user: each request is reported once, at once or when whoever asked for it has done with it. */
import type { Sample } from '../../stats/sample.js';
import { type ContextSource, contextOf } from '../request/context.js';
import type { PreparedRequest } from '../request/prepare.js';
import { type CatchBlock, failFromBlock, runBlock } from '../response/catch-block.js';
import { OpenReport, type Outcome, sampleOf } from '../response/report.js';
import { HttpResponse, type ResponseParts } from '../response/response.js';
import { StreamedBody } from '../response/streamed-body.js';
import { completeResponse, StreamedResponse } from '../response/streamed-response.js';

/** Holds those that are not reported: undecided ones, and streams that are not over. */
export class OpenResponses {
  readonly #report: (sample: Sample) => void;
  readonly #cut: () => void;
  readonly #user: ContextSource | null;
  #undecided: Map<OpenReport, HttpResponse> | null = null;
  #streams: Set<StreamedBody> | null = null;

  /**
   * `report` gets each sample, with the context that `user` gives; `cut` is told of each stream that {@link stop} has
   * ended, which has none.
   */
  constructor(report: (sample: Sample) => void, cut: () => void, user: ContextSource | null = null) {
    this.#report = report;
    this.#cut = cut;
    this.#user = user;
  }

  /** What came back, reported if there is nothing to wait for; with a block as `catchResponse`, when that has run. */
  respond(
    request: PreparedRequest,
    parts: ResponseParts,
    catchResponse?: boolean | CatchBlock,
  ): HttpResponse | Promise<HttpResponse> {
    try {
      request.context = contextOf(this.#user, request.context);
    } catch (thrown) {
      this.#deliver(request, parts, false); // it has been sent
      throw thrown;
    }
    return this.#deliver(request, parts, catchResponse);
  }

  #deliver(
    request: PreparedRequest,
    parts: ResponseParts,
    catchResponse: boolean | CatchBlock | undefined,
  ): HttpResponse | Promise<HttpResponse> {
    if (request.outgoing.receiveOptions.maxStreamBytes !== null) return this.#streamed(request, parts, catchResponse);
    if (catchResponse) {
      return this.#undecidedFor(request, parts, (report) => new HttpResponse(parts, report), catchResponse);
    }
    const response = new HttpResponse(parts);
    this.#report(sampleOf(request, parts, response));
    return response;
  }

  /**
   * Reports what nobody has decided, and ends the streams that nobody reads; but nothing that a block holds.
   * @throws what the first of the reports threw, when all are done
   */
  settle(): void {
    const forsaken = this.#streams === null ? none : [...this.#streams].filter((body) => body.isAbandoned());
    const free = this.#undecided === null ? none : [...this.#undecided].filter(([{ isInBlock }]) => !isInBlock);
    if (forsaken.length === 0 && free.length === 0) return;
    const thrown: unknown[] = [];
    for (const body of forsaken) attempt(() => body.cancel(), thrown);
    for (const [, response] of free) attempt(() => response[Symbol.dispose](), thrown);
    if (thrown.length > 0) throw thrown[0];
  }

  /** Reports what blocks hold that nobody will wait for any more. What a listener throws now steers nobody. */
  settleBlocks(): void {
    for (const response of this.#undecided?.values() ?? none) attempt(() => response[Symbol.dispose](), []);
  }

  /** Ends all streams at once, unreported: their readers get `reason`. */
  stop(reason: Error): void {
    for (const body of this.#streams ?? none) {
      body.stop(reason);
      this.#cut();
    }
    this.#streams = null;
  }

  #streamed(
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
    return catchResponse ? this.#undecidedFor(request, body, respond, catchResponse) : respond(null);
  }

  #hold(body: StreamedBody, onEnd: () => void): void {
    this.#streams ??= new Set();
    this.#streams.add(body);
    body.onEnd(() => {
      this.#streams?.delete(body);
      onEnd();
    });
  }

  #undecidedFor(
    request: PreparedRequest,
    outcome: Outcome,
    respond: (report: OpenReport) => HttpResponse,
    catchResponse: true | CatchBlock,
  ): HttpResponse | Promise<HttpResponse> {
    const report = new OpenReport(request, outcome, (sample) => {
      this.#undecided?.delete(report);
      if (outcome.isStopped !== true) this.#report(sample);
    });
    const response = respond(report);
    this.#undecided ??= new Map();
    this.#undecided.set(report, response);
    if (catchResponse === true) return response;
    return runBlock(response, catchResponse, (thrown) => failFromBlock(thrown, response, report));
  }
}

const none: readonly never[] = Object.freeze([]);

function attempt(action: () => void, thrown: unknown[]): void {
  try {
    action();
  } catch (signal) {
    thrown.push(signal);
  }
}

/** What is told of a finished request: at once, or when whoever asked for it has decided. */
import type { Sample } from '../../stats/sample.js';
import { TslocError } from '../../util/error.js';
import { epochSecondsAt } from '../../util/loop/clock.js';
import { statusError } from '../errors/failures.js';

/** What a request was, before anything came back. */
export interface ReportedRequest {
  readonly method: string;
  readonly name: string;
  readonly startedAt: number;
  readonly context: Sample['context'] | undefined;
  readonly outgoing: { readonly url: string };
}

/** What came of it. */
export interface Outcome {
  readonly status: number;
  readonly statusText: string;
  readonly elapsed: number;
  readonly length: number;
  readonly error: Error | null;
  /** True if the end of its user has cut it off: then it is not reported. */
  readonly isStopped?: boolean;
}

/** A success, an error, or undefined: as the status says. */
export type CatchDecision = null | Error | undefined;

/** The sample of a request that nobody judges: its connection and its status do. */
export function sampleOf(request: ReportedRequest, outcome: Outcome, response: object): Sample {
  return draftOf(request, outcome, response, outcome.error ?? failureBy(outcome, request.name));
}

/** A report that is still to be made; until then, it may be decided and changed. */
export class OpenReport {
  /** What `success()` or `failure()` said; it stands, whatever else is known. */
  decision: CatchDecision;
  /** True from where its block begins, which makes the report at its end. */
  isInBlock = false;
  readonly #request: ReportedRequest;
  readonly #outcome: Outcome;
  readonly #deliver: (sample: Sample) => void;
  #sample: Sample | null = null;
  #drafted = { elapsed: 0, length: 0 };
  #isOpen = true;

  constructor(request: ReportedRequest, outcome: Outcome, deliver: (sample: Sample) => void) {
    this.#request = request;
    this.#outcome = outcome;
    this.#deliver = deliver;
  }

  /** False once it has been made. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** What will be reported. Its exception is that of the connection, if any: the status is judged at the end. */
  sampleFor(response: object): Sample {
    const { elapsed, length, error } = this.#outcome;
    if (this.#sample === null) {
      this.#sample = draftOf(this.#request, this.#outcome, response, error);
      this.#drafted = { elapsed, length };
    }
    return this.#sample;
  }

  /** Makes the report, unless that has been done. */
  close(response: object): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const sample = this.sampleFor(response);
    const mistake = this.#restoreInvalid(sample);
    this.#update(sample);
    if (this.decision !== undefined) sample.exception = this.decision;
    else sample.exception ??= failureBy(this.#outcome, sample.name);
    this.#deliver(sample);
    if (mistake !== null) throw mistake;
  }

  /** What somebody has changed into what no statistics can hold becomes what was measured; and is an error. */
  #restoreInvalid(sample: Sample): TslocError | null {
    const { elapsed, length } = this.#outcome;
    const { method: requestType, name } = this.#request;
    let mistake: TslocError | null = null;
    const measured = { responseTime: elapsed, responseLength: length, requestType, name };
    for (const [field, isGood] of Object.entries(accepts) as [keyof typeof accepts, (value: unknown) => boolean][]) {
      const value = sample[field];
      if (isGood(value)) continue;
      Object.assign(sample, { [field]: measured[field] });
      const message = `Expected requestMeta.${field} to be ${expected[field]}, got ${String(value)}.`;
      mistake ??= new TslocError('BAD_REQUEST_META', message, { hint: 'What was measured is reported instead.' });
    }
    return mistake;
  }

  /** A stream has gone on since the draft; what somebody has changed in it stays. */
  #update(sample: Sample): void {
    const { elapsed, length, error } = this.#outcome;
    if (sample.responseTime === this.#drafted.elapsed) sample.responseTime = elapsed;
    if (sample.responseLength === this.#drafted.length) sample.responseLength = length;
    sample.exception ??= error;
  }
}

const accepts = {
  responseTime: (value: unknown) => value === null || isCount(value),
  responseLength: isCount,
  requestType: isName,
  name: isName,
};

const expected = {
  responseTime: 'milliseconds of at least 0, or null',
  responseLength: 'bytes of at least 0',
  requestType: 'a text',
  name: 'a text',
};

function isCount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function draftOf(request: ReportedRequest, outcome: Outcome, response: object, exception: Error | null): Sample {
  return {
    requestType: request.method,
    name: request.name,
    responseTime: outcome.elapsed,
    responseLength: outcome.length,
    exception,
    startTime: epochSecondsAt(request.startedAt),
    url: request.outgoing.url,
    context: request.context ?? noContext,
    response,
  };
}

function failureBy({ status, statusText }: Outcome, name: string): Error | null {
  return status >= 400 && status < 600 ? statusError(status, statusText, name) : null;
}

const noContext = Object.freeze({});

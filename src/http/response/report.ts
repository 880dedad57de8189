/** The sample of a finished request: made at once, or after `catchResponse` has decided. */
import type { Sample } from '../../stats/sample.js';
import { sampleRules } from '../../stats/sample-rules.js';
import { TslocError } from '../../util/error.js';
import { rejectLocustNames } from '../../util/locust-names.js';
import { epochSecondsAt } from '../../util/loop/clock.js';
import { nonEmptyString, type Rules, violationMessage } from '../../util/rules.js';
import { statusError } from '../errors/failures.js';
import { Hold } from './hold.js';

/** What a sample needs to know of the request. */
export interface ReportedRequest {
  readonly method: string;
  readonly name: string;
  readonly startedAt: number;
  readonly context: Sample['context'] | undefined;
  readonly outgoing: { readonly url: string };
}

/** What a sample needs to know of the response. */
export interface Outcome {
  readonly status: number;
  readonly statusText: string;
  readonly elapsed: number;
  readonly length: number;
  readonly error: Error | null;
  /** Whether its numbers are final: they still change while a stream is being read. */
  readonly isOver?: boolean;
  /** Whether its user was stopped: the request is not reported then. */
  readonly isStopped?: boolean;
}

/** Null for a success, an error for a failure, undefined where the status decides. */
export type CatchDecision = null | Error | undefined;

/** The sample of a request without `catchResponse`: connection and status decide. */
export function sampleOf(request: ReportedRequest, outcome: Outcome, response: object): Sample {
  return draftOf(request, outcome, response, outcome.error ?? failureBy(outcome, request.name));
}

/** A report that is not made yet; until then it can be decided and changed. */
export class OpenReport {
  /** Set by `success()` and `failure()`; overrides status and exception. */
  decision: CatchDecision;
  /** Of its response. */
  readonly hold: Hold;
  readonly #request: ReportedRequest;
  readonly #outcome: Outcome;
  readonly #deliver: (sample: Sample) => void;
  #sample: Sample | null = null;
  #isOpen = true;

  constructor(request: ReportedRequest, outcome: Outcome, deliver: (sample: Sample) => void, hold = new Hold()) {
    this.#request = request;
    this.#outcome = outcome;
    this.#deliver = deliver;
    this.hold = hold;
  }

  /** False once it is made. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The sample that will be reported. Its exception is the connection's; the status is considered when it is made. */
  sampleFor(response: object): Sample {
    return Object.setPrototypeOf(this.#draftFor(response), requestMetaPrototype); // one that nobody reads stays plain
  }

  /** Makes the report, once. */
  close(response: object): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const sample = this.#draftFor(response);
    const error = this.#restoreInvalid(sample);
    if (this.#outcome.isOver !== undefined) stopFollowing(sample);
    sample.exception ??= this.#outcome.error;
    if (this.#outcome.error !== null) sample.status = noStatus;
    if (this.decision !== undefined) sample.exception = this.decision;
    else sample.exception ??= failureBy(this.#outcome, sample.name);
    this.#deliver(sample);
    if (error !== null) throw error;
  }

  #draftFor(response: object): Sample {
    if (this.#sample === null) {
      this.#sample = draftOf(this.#request, this.#outcome, response, this.#outcome.error);
      if (this.#outcome.isOver === false) followOutcome(this.#sample, this.#outcome);
    }
    return this.#sample;
  }

  /** Replaces invalid values of `requestMeta` by the measured ones; returns the error for the first of them. */
  #restoreInvalid(sample: Sample): TslocError | null {
    const { elapsed, length } = this.#outcome;
    const { method: requestType, name } = this.#request;
    let firstError: TslocError | null = null;
    const measured = { responseTime: elapsed, responseLength: length, requestType, name };
    for (const field of fields) {
      const value = sample[field];
      if (rules[field].accepts(value)) continue;
      Object.assign(sample, { [field]: measured[field] });
      const message = violationMessage(`requestMeta.${field}`, rules[field], value);
      firstError ??= new TslocError('BAD_REQUEST_META', message, { hint: 'What was measured is reported instead.' });
    }
    return firstError;
  }
}

/** Refuses `requestMeta.response_time = 5`, which would change nothing. */
const requestMetaPrototype = {};
rejectLocustNames(requestMetaPrototype, 'requestMeta');

/** Time and length of a stream's sample are current values, unless they are set: a set value stays, even an equal one. */
function followOutcome(sample: Sample, outcome: Outcome): void {
  followValue(sample, 'responseTime', () => outcome.elapsed);
  followValue(sample, 'responseLength', () => outcome.length);
}

function followValue(sample: Sample, field: keyof Sample, get: () => number): void {
  const set = (value: unknown) => fixValue(sample, field, value);
  Object.defineProperty(sample, field, { get, set, enumerable: true, configurable: true });
}

function stopFollowing(sample: Sample): void {
  fixValue(sample, 'responseTime');
  fixValue(sample, 'responseLength');
}

/** Makes a field plain data. */
function fixValue(sample: Sample, field: keyof Sample, value: unknown = sample[field]): void {
  Object.defineProperty(sample, field, { value, writable: true, enumerable: true, configurable: true });
}

const rules: Rules<'responseTime' | 'responseLength' | 'requestType' | 'name'> = {
  responseTime: sampleRules.responseTime,
  responseLength: sampleRules.responseLength,
  requestType: nonEmptyString,
  name: nonEmptyString,
};
const fields = Object.keys(rules) as (keyof typeof rules)[];

function draftOf(request: ReportedRequest, outcome: Outcome, response: object, exception: Error | null): Sample {
  return {
    requestType: request.method,
    name: request.name,
    responseTime: outcome.elapsed,
    responseLength: outcome.length,
    exception,
    status: outcome.error === null ? outcome.status : noStatus,
    startTime: epochSecondsAt(request.startedAt),
    url: request.outgoing.url,
    context: request.context ?? noContext,
    response,
  };
}

function failureBy({ status, statusText }: Outcome, name: string): Error | null {
  return status >= 400 && status < 600 ? statusError(status, statusText, name) : null;
}

/** The status of a request without a whole response: the head of a stream may have arrived before it broke off. */
const noStatus = 0;
const noContext = Object.freeze({});

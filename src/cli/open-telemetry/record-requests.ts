/** Finished requests as OpenTelemetry's spans and metrics, with Locust's metric names. */
import type { Events } from '../../core/events/global-events.js';
import { failureText } from '../../stats/failures.js';
import type { Sample } from '../../stats/sample.js';
import { maskText } from '../../util/secrets/mask-secrets.js';

type Attributes = Readonly<Record<string, string | number>>;

/** What tsloc uses of `@opentelemetry/api`. Times in epoch ms. */
export interface Api {
  readonly trace: { getTracer(name: string, version: string): Tracer };
  readonly metrics: { getMeter(name: string, version: string): Meter };
  readonly diag: { setLogger(logger: DiagLogger, level: number): boolean };
}

/** Gets what the SDK reports about itself, such as a collector that cannot be reached. */
export type DiagLogger = Readonly<Record<'error' | 'warn' | 'info' | 'debug' | 'verbose', (message: string) => void>>;

interface Tracer {
  startSpan(name: string, options: { kind: number; startTime: number; attributes: Attributes }): Span;
}

interface Span {
  setStatus(status: { code: number; message: string }): unknown;
  end(time: number): void;
}

interface Meter {
  createHistogram(name: string, options: HistogramOptions): Histogram;
  createObservableGauge(name: string, options: { unit: string; description: string }): Gauge;
}

interface HistogramOptions {
  unit: string;
  description: string;
  advice: { explicitBucketBoundaries: number[] };
}

interface Histogram {
  record(value: number, attributes: Attributes): void;
}

interface Gauge {
  addCallback(callback: (result: { observe(value: number, attributes: Attributes): void }) => void): void;
}

const clientKind = 2;
const errorStatus = 2;
/** The convention for durations of HTTP requests. */
const boundsSeconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
/** Locust's limit: each name is a series of its own. */
const maxNames = 20;

/** Adds listeners: a span and a duration for each request, and the number of users, except on a worker. */
export function recordRequests({ trace, metrics }: Api, events: Events, version: string): void {
  const tracer = trace.getTracer('tsloc', version);
  const meter = metrics.getMeter('tsloc', version);
  const description = 'Time to last byte for requests';
  const advice = { explicitBucketBoundaries: boundsSeconds };
  const durations = meter.createHistogram('locust.client.duration', { unit: 's', description, advice });
  const names = new Set<string>();
  events.request.addListener((sample) => {
    const rowName = maskText(sample.name);
    recordSpan(tracer, sample, rowName);
    if (names.size < maxNames) names.add(rowName);
    const name = names.has(rowName) ? rowName : 'Too many unique request names';
    if (sample.responseTime !== null) durations.record(sample.responseTime / 1000, { name, ...errorTypeOf(sample) });
  });
  events.init.addListener(({ runner }) => {
    if (runner === null || runner.role === 'worker') return;
    const users = meter.createObservableGauge('locust.users.count', {
      unit: '{user}',
      description: 'Number of currently running users',
    });
    users.addCallback((result) => {
      for (const [name, count] of runner.userClassesCount) result.observe(count, { user_class: name });
    });
  });
}

/** The span of a request that has ended. */
function recordSpan(tracer: Tracer, sample: Sample, name: string): void {
  const { requestType, url, status, exception, responseTime, responseLength } = sample;
  const startTime = sample.startTime * 1000;
  const span = tracer.startSpan(`${requestType} ${name}`, {
    kind: clientKind,
    startTime,
    attributes: {
      'http.request.method': requestType,
      'url.full': maskText(url),
      'http.response.body.size': responseLength,
      ...(status ? { 'http.response.status_code': status } : {}),
      ...errorTypeOf(sample),
    },
  });
  if (exception !== null) span.setStatus({ code: errorStatus, message: maskText(failureText(exception)) });
  span.end(startTime + (responseTime ?? 0));
}

/** The name of the error's class. */
function errorTypeOf({ exception }: Sample): Attributes {
  if (exception === null) return {};
  return { 'error.type': typeof exception === 'string' ? 'CatchResponseError' : exception.name };
}

import { metrics as sdkMetrics, tracing } from '@opentelemetry/sdk-node';
import { expect, it } from 'vitest';
import { recordRequests } from '../../../src/cli/open-telemetry/record-requests.js';
import { Events } from '../../../src/core/events/global-events.js';
import { makeSample } from '../../helpers/statistics/samples.js';

function record(events: Events) {
  const spans = new tracing.InMemorySpanExporter();
  const exporter = new sdkMetrics.InMemoryMetricExporter(sdkMetrics.AggregationTemporality.CUMULATIVE);
  const reader = new sdkMetrics.PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const tracers = new tracing.BasicTracerProvider({ spanProcessors: [new tracing.SimpleSpanProcessor(spans)] });
  const meters = new sdkMetrics.MeterProvider({ readers: [reader] });
  const diag = { setLogger: () => true };
  recordRequests({ trace: tracers, metrics: meters, diag } as never, events, '1.2.3');
  const pointsOf = async (name: string) => {
    await reader.forceFlush();
    const found =
      exporter
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
    return found.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? [];
  };
  return { spans: () => spans.getFinishedSpans(), pointsOf };
}

it('a request is a span from its start to its last byte', () => {
  const events = new Events();
  const { spans } = record(events);
  events.request.report(makeSample({ startTime: 1_700_000_000.25, responseTime: 500, status: 200 }));
  const url = 'http://127.0.0.1/b?token=s3cret&page=2';
  events.request.report(makeSample({ name: '/b', url, exception: new RangeError('too slow') }));
  const [good, bad] = spans();
  expect(good).toMatchObject({
    name: 'GET /a',
    kind: 2,
    startTime: [1_700_000_000, 250_000_000],
    endTime: [1_700_000_000, 750_000_000],
    status: { code: 0 },
    attributes: {
      'http.request.method': 'GET',
      'url.full': 'http://127.0.0.1/a',
      'http.response.status_code': 200,
      'http.response.body.size': 100,
    },
  });
  expect(bad).toMatchObject({ status: { code: 2, message: "RangeError('too slow')" } });
  expect(bad?.attributes).toMatchObject({
    'error.type': 'RangeError',
    'url.full': 'http://127.0.0.1/b?token=***&page=2',
  });
});

it('no secret of a name or a message is exported', async () => {
  const events = new Events();
  const { spans, pointsOf } = record(events);
  const exception = new Error('no answer to /c?token=s3cret');
  events.request.report(makeSample({ name: '/c?token=s3cret&page=2', exception }));
  const points = await pointsOf('locust.client.duration');
  expect(points).toMatchObject([{ attributes: { name: '/c?token=***&page=2' } }]);
  const [span] = spans();
  expect(span).toMatchObject({ name: 'GET /c?token=***&page=2', status: { code: 2 } });
  expect(span?.status.message).toContain('/c?token=***');
  expect(JSON.stringify([span?.status, span?.attributes])).not.toContain('s3cret');
});

it('durations are counted in seconds by name, at most 20 names', async () => {
  const events = new Events();
  const { pointsOf } = record(events);
  for (let i = 0; i < 25; i++) events.request.report(makeSample({ name: `/${i}`, responseTime: 100 }));
  events.request.report(makeSample({ name: '/0', responseTime: 900 }));
  events.request.report(makeSample({ name: '/0', responseTime: null }));
  const points = await pointsOf('locust.client.duration');
  expect(points).toHaveLength(21);
  expect(points[0]).toMatchObject({ attributes: { name: '/0' }, value: { count: 2, sum: 1 } });
  expect(points.at(-1)).toMatchObject({ attributes: { name: 'Too many unique request names' }, value: { count: 5 } });
});

it('users are counted by class, except on a worker', async () => {
  for (const [role, expected] of [
    ['local', [{ attributes: { user_class: 'Shopper' }, value: 3 }]],
    ['worker', []],
  ] as const) {
    const events = new Events();
    const { pointsOf } = record(events);
    const runner = { role, userClassesCount: new Map([['Shopper', 3]]) };
    events.init.fire({ environment: {}, runner, webUi: null } as never);
    expect(await pointsOf('locust.users.count')).toMatchObject(expected);
  }
});

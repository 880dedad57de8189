import { describe, expect, it } from 'vitest';
import { takeMark } from '../../../src/analysis/targets/mark.js';
import { measure } from '../../../src/analysis/targets/measure.js';
import { parseTarget } from '../../../src/analysis/targets/parse-target.js';
import { customMetricSource } from '../../../src/core/custom-metrics.js';
import { TargetRun } from '../../helpers/statistics/target-run.js';

/** Ten requests of /a with 10 to 100 ms, and of POST /b a failed one of 1 s, in ten seconds. */
function sampleRun(): TargetRun {
  const run = new TargetRun();
  for (let i = 1; i <= 10; i++) run.pass(1).recordSample({ responseTime: i * 10, responseLength: 100 });
  run.recordSample({
    requestType: 'POST',
    name: '/b',
    responseTime: 1000,
    responseLength: 0,
    status: 503,
    exception: 'bad',
  });
  run.iterations = 7;
  return run;
}

function figureIn(line: string, run: TargetRun): number | null {
  const target = parseTarget(line);
  return measure(target, takeMark(target, run.moment()), null);
}

describe('the value of a metric over the whole run', () => {
  const run = sampleRun();
  run.stats.exceptions.record(new Error('oh'), 'local');
  it.each([
    ['p95 < 1s', 1000],
    ['p50 < 1s', 60],
    ['median < 1s', 60],
    ['avg < 1s', 1550 / 11],
    ['min < 1s', 10],
    ['max < 1s', 1000],
    ['GET /a max < 1s', 100],
    ['* p95 < 1s', 1000],
    ['* max < 1s', 1000],
    ['/a median < 1s', 60],
    ['count > 1', 11],
    ['/b count > 1', 1],
    ['* count > 1', 11],
    ['rps > 1', 1.1],
    ['/b rps > 1', 0.1],
    ['* rps > 1', 1.1],
    ['content size < 1kB', 1000 / 11],
    ['error rate < 1%', 1 / 11],
    ['success rate > 1%', 10 / 11],
    ['2xx rate > 1%', 10 / 11],
    ['5xx rate < 1%', 1 / 11],
    ['POST /b 5xx count < 1', 1],
    ['4xx rate < 1%', 0],
    ['429 count < 1', 0],
    ['timeout rate < 1%', 0],
    ['connection errors < 1', 0],
    ['failures < 1', 1],
    ['iterations > 1', 7],
    ['exceptions < 1', 1],
    ['/c p95 < 1s', null],
    ['/c count < 1', null],
    ['/c rps < 1', null],
    ['user Shopper error rate < 1%', null],
    ['cpu < 1%', null],
    ['quality p5 > 0.8', null],
  ])('%s', (line, value) => {
    const measured = figureIn(line, run);
    if (value === null) expect(measured).toBeNull();
    else expect(measured).toBeCloseTo(value, 9);
  });
});

it('has the rate of a counter since the start of the test, which a reset of the statistics leaves', () => {
  const run = new TargetRun();
  run.metrics.push(customMetricSource(run.stats.metrics));
  run.stats.metrics.counter('tokens').add(100);
  run.pass(10).stats.resetAll(run.at);
  run.stats.metrics.counter('tokens').add(100);
  run.pass(10);
  expect(figureIn('tokens rate > 1/s', run)).toBeCloseTo(10, 9);
});

it('between two marks is that of the requests between them', () => {
  const run = sampleRun();
  const lines = [
    'p95 < 1s',
    'avg < 1s',
    'min < 1s',
    'count > 1',
    'rps > 1',
    'error rate < 1%',
    'iterations > 1',
    '/b max < 1s',
  ];
  const marks = lines.map((line) => takeMark(parseTarget(line), run.moment()));
  run.pass(4).record(200, 300).recordSample({ status: 429, exception: 'too many', responseTime: 400 });
  run.iterations = 9;
  const values = lines.map((line, i) => {
    const target = parseTarget(line);
    return measure(target, takeMark(target, run.moment()), marks[i] ?? null);
  });
  expect(values).toEqual([400, 300, 200, 3, 0.75, 1 / 3, 2, null]);
});

it('of a custom metric is that of its view, with the time between the marks', () => {
  const run = new TargetRun().pass(20);
  const asked: unknown[] = [];
  const view = { startedAt: null, statisticSince: (...given: unknown[]) => asked.push(given) };
  run.metrics.push({ kind: 'custom', view: () => view }, { kind: 'generator', view: () => view });
  for (const line of ['q p5 > 1', 'q avg > 1', 'q rate > 5%', 'q total > 1', 'cpu max < 5%']) figureIn(line, run);
  expect(asked).toEqual([{ fraction: 0.05 }, 'average', 'rate', 'total', 'maximum'].map((one) => [null, one, 20]));
  expect(figureIn('q rps > 1', run)).toBeNull();
});

it('of rows that have no percentage is nothing', () => {
  expect(figureIn('login max > 5%', new TargetRun().recordSample({ name: 'login' }))).toBeNull();
});

it('is no whole number of ms where response times are none', () => {
  const run = new TargetRun().record(0.6, 0.6, 0.6);
  const figures = (since: boolean) =>
    ['p50 < 1ms', 'median < 1ms', 'min < 1ms', 'max < 1ms', '* p95 < 1ms'].map((line) => {
      const target = parseTarget(line);
      const mark = takeMark(target, run.moment());
      return measure(target, mark, since ? takeMark(target, new TargetRun().moment()) : null);
    });
  expect(figures(false)).toEqual([0.6, 0.6, 0.6, 0.6, 0.6]);
  expect(figures(true)).toEqual([0.6, 0.6, 0.6, 0.6, 0.6]);
});

it('is the number of whole ms that a client measured', () => {
  const run = new TargetRun().record(1, 60, 60, 60, 60, 60, 777, 1500, 2501, 5000);
  expect(figureIn('p50 <= 60ms', run)).toBe(60);
  expect(figureIn('p70 <= 777ms', run)).toBe(1500);
  expect(figureIn('p60 <= 777ms', run)).toBe(777);
});

import { describe, expect, it } from 'vitest';
import { metricNames } from '../../../src/analysis/targets/metric-names.js';
import { parseFailIf, parseTarget } from '../../../src/analysis/targets/parse-target.js';
import { TslocError } from '../../../src/util/error.js';
import { randomStream } from '../../../src/util/random.js';
import { printTarget } from '../../helpers/statistics/print-target.js';

const random = randomStream('targets', 'print');
const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;

/** A line of any form that the grammar allows. */
function anyLine(): string {
  const metric = pick(metricNames.filter((name) => !/^(rate|total|sum|value|last value)$/.test(name)));
  const isOfRun = /^(cpu|mem|loop|event|iterations|exceptions)/.test(metric);
  const names = ['GET /items', '/a?b=1', 'checkout', '"a < b"', '*', 'user Api', 'tag "x y"', '"Ünï 5"'];
  const scope = isOfRun || random.next() < 0.3 ? '' : pick(names);
  const number = pick(['0', '7', '0.5', '12.25', '100000', '.001']);
  const value = / rat(e|io)$|^cpu/.test(metric) ? `${number}%` : number;
  const window = pick(['', '', 'after ramp', 'last 30s', 'every 1m5s']);
  const abort = pick(['', '', 'abort', 'abort after 3s']);
  const level = pick(['', 'target:', 'threshold:']);
  const scenario = pick(['', '', 'scenario smoke', 'scenario "night run"']);
  return [level, scenario, scope, metric, pick(['<', '<=', '>', '>=', '=', '!=']), value, window, abort]
    .filter((part) => part !== '')
    .join(' ');
}

describe('a target', () => {
  it.each([
    ['p95 < 500ms', 'p95 < 500ms'],
    ['p95<500', 'p95 < 500ms'],
    ['P99.9 response time <= 1.5 s', 'p99.9 <= 1500ms'],
    ['avg ≤ 200', 'avg <= 200ms'],
    ['average response time < 2s', 'avg < 2000ms'],
    ['mean < 0.5s', 'avg < 500ms'],
    ['mean response time < 0.5s', 'avg < 500ms'],
    ['median < 1m', 'median < 60000ms'],
    ['min > 250us', 'min > 0.25ms'],
    ['max < 1h', 'max < 3600000ms'],
    ['error rate <= 0.5%', 'error rate <= 0.5%'],
    ['fail ratio == 0 %', 'error rate = 0%'],
    ['Success Rate >= 99.5%', 'success rate >= 99.5%'],
    ['4xx rate < 1%', '4xx rate < 1%'],
    ['5xx count = 0', '5xx count = 0'],
    ['429 rate < 10%', '429 rate < 10%'],
    ['timeout rate < 0.1%', 'timeout rate < 0.1%'],
    ['timeouts < 3', 'timeout count < 3'],
    ['connection error rate <= 0%', 'connection error rate <= 0%'],
    ['rps > 100', 'rps > 100/s'],
    ['requests per second >= 6000/min', 'rps >= 100/s'],
    ['count > 1000', 'count > 1000'],
    ['content size < 20kB', 'content size < 20000B'],
    ['size < 1 MiB', 'content size < 1048576B'],
    ['content size avg < 20kB', 'content size < 20000B'],
    ['GET /a average response size < 20kB', '"GET /a" content size < 20000B'],
    ['"size" max < 20', '"size" max < 20'],
    ['iterations >= 10', 'iterations >= 10'],
    ['exceptions != 5', 'exceptions != 5'],
    ['cpu < 80%', 'cpu < 80%'],
    ['cpu max < 95%', 'cpu maximum < 95%'],
    ['memory < 512MB', 'memory < 512000000B'],
    ['loop delay p99 < 20ms', 'loop delay p99 < 20ms'],
    ['GET /items p99 < 1s', '"GET /items" p99 < 1000ms'],
    ['GET /items?max=3 p99<1s', '"GET /items?max=3" p99 < 1000ms'],
    ['"GET /a<b" error rate < 1%', '"GET /a<b" error rate < 1%'],
    ['* /items/* p95 < 1s', '"* /items/*" p95 < 1000ms'],
    ['checkout p95 < 2s', '"checkout" p95 < 2000ms'],
    ['user ApiUser p95 < 1s', 'user "ApiUser" p95 < 1000ms'],
    ['tag "slow ones" avg < 3s', 'tag "slow ones" avg < 3000ms'],
    ['scenario smoke p95 < 500ms', 'scenario "smoke" p95 < 500ms'],
    ['target: scenario smoke GET / rps > 5', 'target: scenario "smoke" "GET /" rps > 5/s'],
    ['threshold: p95 < 500ms', 'p95 < 500ms'],
    ['quality p5 > 0.8', '"quality" p5 > 0.8'],
    ['cache hit rate > 70%', '"cache hit" rate > 70%'],
    ['temperature min > -4.5', '"temperature" min > -4.5'],
    ['p95 < 500ms after ramp', 'p95 < 500ms after ramp'],
    ['p95 < 500 ms last 1m30s', 'p95 < 500ms last 90s'],
    ['rps > 100 every 10s', 'rps > 100/s every 10s'],
    ['error rate < 5% last 30s abort', 'error rate < 5% last 30s abort after 10s'],
    ['error rate < 5% abort after 0s last 30s', 'error rate < 5% last 30s abort after 0s'],
    ['error rate < 5% abort after ramp', 'error rate < 5% after ramp abort after 10s'],
  ])('%s', (line, printed) => {
    expect(printTarget(parseTarget(line))).toBe(printed);
    expect(printTarget(parseTarget(printed))).toBe(printed);
  });

  it('of --fail-if is met where its line is not true', () => {
    expect(printTarget(parseFailIf('p95 > 500ms'))).toBe('p95 <= 500ms');
    expect(parseFailIf('error rate >= 1%')).toMatchObject({ operator: '<', text: 'error rate >= 1%' });
  });
});

describe('a wrong line', () => {
  it.each([
    ['', 0, 'it is empty', /p95 < 500ms/],
    ['p95', 3, 'expected a comparison', /p95 < 500ms/],
    ['p95 =< 500ms', 4, "'=<' is no comparison", 'Did you mean <=?'],
    ['p95 => 500ms', 4, "'=>' is no comparison", 'Did you mean >=?'],
    ['p95 <<< 500ms', 4, "'<<<' is no comparison", /Comparisons are/],
    ['p95 <', 5, 'expected a time such as 500ms or 1.5s', undefined],
    ['< 500ms', 0, 'expected a metric', /p95 < 500ms/],
    ['p95 < fast', 6, "expected a time such as 500ms or 1.5s, got 'fast'", undefined],
    ['p95 < 500mz', 9, "'mz' is no unit", /Known units: us/],
    ['p95 < 5%', 7, 'expected a time such as 500ms or 1.5s, got a percentage', undefined],
    ['error rate < 0.5', 16, 'expected % after a percentage', 'Write 0.5% or 50%.'],
    ['error rate < 5ms', 14, 'expected a percentage such as 0.5%, got a time', undefined],
    ['p95 < -5ms', 6, 'expected a time such as 500ms or 1.5s, got a negative one', undefined],
    ['count > 10k', 10, "'k' is no unit", 'Write the number alone.'],
    ['eror rate < 1%', 0, "'eror rate' is no metric", /Did you mean error rate\?/],
    ['sucess rate > 99%', 0, "'sucess rate' is no metric", /Did you mean success rate\?/],
    ['p101 < 5s', 0, "'p101' is no percentile", /up to p100/],
    ['GET /items p9z < 1s', 11, "'p9z' is no percentile", /p99\.9/],
    ['GET /items < 1s', 4, "'/items' is no metric", /Metrics are/],
    ['troughput > 5', 0, "'troughput' is no metric", 'Did you mean throughput?'],
    ['queue < 5', 0, "'queue' is no metric", /Metrics are/],
    ['GET / rate < 5%', 6, "'rate' is no metric of requests", /Write error rate/],
    ['rate < 5%', 0, "'rate' is no metric of requests", /Write error rate/],
    ['content size max < 20kB', 0, "'content size max' is two metrics", /Write one of them; .* "content size"\./],
    ['latency p95 < 1s', 0, "'latency p95' is two metrics", /Write one of them/],
    ['GET / cpu < 80%', 0, 'the load generator has no rows', /Leave out/],
    ['GET / iterations > 5', 0, 'iterations are counted for the whole run', /Leave out/],
    ['user p95 < 5', 4, 'expected the name of a user', undefined],
    ['user Api GET / p95 < 5s', 9, 'expected a metric after the user', undefined],
    ['p95 < 5s afer ramp', 9, "'afer' is not known here", 'Did you mean after?'],
    ['p95 < 5s after lunch', 15, "expected 'ramp' after 'after'", undefined],
    ['p95 < 5s last', 13, 'expected a time span such as 30s or 5m', undefined],
    ['p95 < 5s last 0s', 14, "expected a time span such as 30s or 5m, got '0s'", undefined],
    ['p95 < 5s last 3x', 14, "expected a time span such as 30s or 5m, got '3x'", undefined],
    ['p95 < 5s last 3s every 5s', 17, 'it has two windows', 'Write two targets instead.'],
    ['p95 < 5s abort abort', 15, "'abort' is there twice", undefined],
    ['p95 < 5s forthwith', 9, "'forthwith' is not known here", /may end with/],
    ['"GET / p95 < 5s', 0, 'a quote is not closed', /Write/],
  ])('%s', (line, at, problem, hint) => {
    const error = errorOf(line);
    expect(error).toMatchObject({ code: 'BAD_TARGET', exitCode: 2 });
    expect(error.message.split('\n')).toEqual([
      `The target '${line}' cannot be read: ${problem}.`,
      `  ${line}`,
      `  ${' '.repeat(at)}^`,
    ]);
    if (hint === undefined || typeof hint === 'string') expect(error.hint).toBe(hint);
    else expect(error.hint).toMatch(hint);
  });
});

function errorOf(line: string): TslocError {
  try {
    parseTarget(line);
  } catch (error) {
    if (TslocError.is(error)) return error;
  }
  throw new Error(`Expected '${line}' to be refused.`);
}

describe('a printed target', () => {
  it('is read again as the same target, for any line', () => {
    for (let i = 0; i < 3_000; i++) {
      const line = anyLine();
      const { text: _, ...target } = parseTarget(line);
      const printed = printTarget({ ...target, text: line });
      expect({ ...parseTarget(printed), text: '' }, `${line} → ${printed}`).toEqual({ ...target, text: '' });
    }
  });

  it('or a mutilated one is refused with a caret inside of the line, and nothing else is thrown', () => {
    for (let i = 0; i < 3_000; i++) {
      const line = anyLine();
      const at = Math.floor(random.next() * line.length);
      const mutilated = line.slice(0, at) + pick(['', '"', '<', 'x', ' ', '%', '5', '=']) + line.slice(at + 1);
      try {
        parseTarget(mutilated);
      } catch (error) {
        if (!TslocError.is(error)) throw error;
        const caret = (error.message.split('\n')[2] as string).indexOf('^') - 2;
        expect(caret, mutilated).toBeGreaterThanOrEqual(0);
        expect(caret, mutilated).toBeLessThanOrEqual(mutilated.length);
      }
    }
  });
});

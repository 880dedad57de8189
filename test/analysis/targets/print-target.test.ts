import { describe, expect, it } from 'vitest';
import { metricNames } from '../../../src/analysis/targets/metric-names.js';
import { parseTarget } from '../../../src/analysis/targets/parse-target.js';
import { printTarget, titleOf } from '../../../src/analysis/targets/print-target.js';
import { TslocError } from '../../../src/util/error.js';
import { randomStream } from '../../../src/util/random.js';

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

it.each([
  ['p95 < 500ms', 'P95 Response Time'],
  ['avg < 500ms', 'Average Response Time'],
  ['error rate < 1%', 'Error Rate'],
  ['5xx rate < 1%', '5xx Rate'],
  ['rps > 5', 'Requests/s'],
  ['count > 5', 'Requests'],
  ['GET /items p99 < 1s last 30s', 'GET /items P99 Response Time (last 30s)'],
  ['user Api avg < 1s', 'user Api Average Response Time'],
  ['cpu < 80%', 'CPU'],
  ['cpu max < 80%', 'CPU maximum'],
  ['loop delay p99 < 20ms', 'Loop delay p99'],
  ['cache hit rate > 70%', 'cache hit rate'],
  ['scenario smoke exceptions < 1', 'smoke: Exceptions'],
])('%s is titled %s', (line, title) => {
  expect(titleOf(parseTarget(line))).toBe(title);
});

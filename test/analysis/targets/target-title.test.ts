import { expect, it } from 'vitest';
import { parseTarget } from '../../../src/analysis/targets/parse-target.js';
import { titleOf } from '../../../src/analysis/targets/target-title.js';

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

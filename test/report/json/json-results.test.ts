import { expect, it } from 'vitest';
import { jsonResults } from '../../../src/report/json/json-results.js';
import { SecondCounter } from '../../../src/report/json/second-counts.js';
import { Stats } from '../../../src/stats/stats.js';
import { makeSample } from '../../helpers/statistics/samples.js';

it('has the rows and keys of Locust, and does not change the statistics', () => {
  const stats = new Stats({}, 1_700_000_000);
  const seconds = new SecondCounter(() => stats);
  const record = (given: Parameters<typeof makeSample>[0], at: number) => stats.record(makeSample(given), at);
  record({ name: '/b', responseTime: 147 }, 1_700_000_001);
  record({ name: '/a', responseTime: 10, exception: 'no' }, 1_700_000_002);
  record({ name: '/a', responseTime: null, responseLength: 50 }, 1_700_000_003);
  for (const name of ['/a', '/a', '/b']) seconds.record(makeSample({ name, exception: name === '/a' ? 'no' : null }));
  const text = jsonResults(stats.entries, stats.total, seconds, 7);
  expect(text).toMatch(/^\[\n {4}\{\n {8}"name": "\/a",\n/);
  const rows = JSON.parse(text);
  expect(rows.map((row: { name: string }) => row.name)).toEqual(['/a', '/b']);
  expect(rows[0]).toEqual({
    name: '/a',
    method: 'GET',
    last_request_timestamp: 1_700_000_003,
    start_time: expect.any(Number),
    num_requests: 2,
    num_none_requests: 1,
    num_failures: 1,
    total_response_time: 10,
    max_response_time: 10,
    min_response_time: 10,
    total_content_length: 150,
    outcomes: { '2xx': 2, '3xx': 0, '4xx': 0, '5xx': 0, '429': 0, timeouts: 0, connection_errors: 0 },
    response_times: { 10: 1 },
    num_reqs_per_sec: expect.any(Object),
    num_fail_per_sec: expect.any(Object),
    requests_in_flight: 7,
  });
  expect(Object.values(rows[0].num_reqs_per_sec).reduce((a, b) => Number(a) + Number(b))).toBe(2);
  expect(rows[1].response_times).toEqual({ 150: 1 });
  expect(rows[1].num_fail_per_sec).toEqual({});
  expect(rows[1].requests_in_flight).toBe(7);
  expect(jsonResults(stats.entries, stats.total, seconds, 7)).toBe(text);
});

it('leaves out rows without requests', () => {
  const stats = new Stats();
  stats.get('/never', 'GET');
  expect(jsonResults(stats.entries, stats.total, new SecondCounter(() => stats), 0)).toBe('[]\n');
});

it('has requests in flight in a row of the total if nothing was answered', () => {
  const stats = new Stats();
  stats.get('/never', 'GET');
  const rows = JSON.parse(jsonResults(stats.entries, stats.total, new SecondCounter(() => stats), 5));
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ name: 'Aggregated', method: '', num_requests: 0, requests_in_flight: 5 });
});

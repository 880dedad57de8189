import { expect, it, onTestFinished, vi } from 'vitest';
import { SecondCounter } from '../../../src/report/json/second-counts.js';
import { makeSample } from '../../helpers/statistics/samples.js';

it('counts requests and failures of each row by second, until it is cleared', () => {
  const counter = new SecondCounter();
  const sum = (counts: Map<number, number>) => [...counts.values()].reduce((all, count) => all + count, 0);
  for (const exception of [null, 'no', null]) counter.record(makeSample({ name: '/a', requestType: 'GET', exception }));
  counter.record(makeSample({ name: '/a', requestType: 'POST' }));
  const { requests, failures } = counter.get('/a', 'GET');
  expect([sum(requests), sum(failures), sum(counter.get('/a', 'POST').requests)]).toEqual([3, 1, 1]);
  const now = Date.now() / 1000;
  for (const second of requests.keys()) expect(Math.abs(second - now)).toBeLessThan(60);
  counter.clear();
  expect(counter.get('/a', 'GET')).toEqual({ requests: new Map(), failures: new Map() });
});

it.each([3_600, -3_600])('continues the seconds before when the wall clock is set by %d s', (seconds) => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const counter = new SecondCounter();
  counter.record(makeSample({ name: '/a', requestType: 'GET' }));
  vi.setSystemTime(Date.now() + seconds * 1_000);
  vi.advanceTimersByTime(1_000);
  counter.record(makeSample({ name: '/a', requestType: 'GET' }));
  const [first = 0, second = 0] = counter.get('/a', 'GET').requests.keys();
  expect(second - first).toBe(1);
});

it('adds the counts of a worker’s report, whichever the codec made of its maps', () => {
  const counter = new SecondCounter();
  const entry = { name: '/a', method: 'GET', num_fail_per_sec: {} };
  counter.add({ stats: [{ ...entry, num_reqs_per_sec: new Map([[5, 2]]) }] });
  counter.add({ stats: [{ ...entry, num_reqs_per_sec: { 5: 1, 6: 4 } }, null] });
  counter.add({ stats: 'none' });
  expect(counter.get('/a', 'GET').requests).toEqual(
    new Map([
      [5, 3],
      [6, 4],
    ]),
  );
});

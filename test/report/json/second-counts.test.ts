import { expect, it, onTestFinished, vi } from 'vitest';
import { SecondCounter } from '../../../src/report/json/second-counts.js';
import type { EntryDelta } from '../../../src/stats/delta.js';
import { Stats } from '../../../src/stats/stats.js';
import { steadyEpochSeconds } from '../../../src/util/loop/clock.js';
import { makeSample } from '../../helpers/statistics/samples.js';

it('counts requests and failures of each row by second, until the statistics are reset', () => {
  const stats = new Stats();
  const counter = new SecondCounter(() => stats);
  const sum = (counts: Map<number, number>) => [...counts.values()].reduce((all, count) => all + count, 0);
  for (const exception of [null, 'no', null]) counter.record(makeSample({ name: '/a', requestType: 'GET', exception }));
  counter.record(makeSample({ name: '/a', requestType: 'POST' }));
  const { requests, failures } = counter.get('/a', 'GET');
  expect([sum(requests), sum(failures), sum(counter.get('/a', 'POST').requests)]).toEqual([3, 1, 1]);
  const now = Date.now() / 1000;
  for (const second of requests.keys()) expect(Math.abs(second - now)).toBeLessThan(60);
  for (const reset of ['resetAll', 'clearAll'] as const) {
    stats[reset]();
    expect(counter.get('/a', 'GET')).toEqual({ requests: new Map(), failures: new Map() });
    counter.record(makeSample({ name: '/a', requestType: 'GET' }));
    expect(sum(counter.get('/a', 'GET').requests)).toBe(1);
  }
});

it.each([3_600, -3_600])('continues the seconds before when the wall clock is set by %d s', (seconds) => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const stats = new Stats();
  const counter = new SecondCounter(() => stats);
  counter.record(makeSample({ name: '/a', requestType: 'GET' }));
  vi.setSystemTime(Date.now() + seconds * 1_000);
  vi.advanceTimersByTime(1_000);
  counter.record(makeSample({ name: '/a', requestType: 'GET' }));
  const [first = 0, second = 0] = counter.get('/a', 'GET').requests.keys();
  expect(second - first).toBe(1);
});

it('adds what workers have measured, at seconds of this test', () => {
  const now = Math.trunc(steadyEpochSeconds());
  const stats = new Stats({}, now - 20);
  const counter = new SecondCounter(() => stats);
  const measured = new Stats({}, now - 20);
  for (const at of [now - 10, now - 10, now - 5]) measured.record(makeSample({ name: '/a', exception: 'no' }), at);
  const delta = measured.drain(now);
  counter.add(delta);
  counter.add(delta);
  const counts = new Map([
    [now - 10, 4],
    [now - 5, 2],
  ]);
  expect(counter.get('/a', 'GET')).toEqual({ requests: counts, failures: counts });
  const [entry] = delta.entries as [EntryDelta];
  const perSecond = [1, 2, now + 9_000].map((second) => [second, 1] as const);
  counter.add({ entries: [{ ...entry, name: '/b', requestsPerSecond: perSecond, failuresPerSecond: [] }] });
  const [first, last, ...others] = counter.get('/b', 'GET').requests;
  expect([first, last?.[1], others]).toEqual([[now - 20, 2], 1, []]);
  expect(last?.[0]).toBeLessThan(now + 9_000);
});

import { expect, it } from 'vitest';
import { SecondCounter } from '../../src/report/second-counts.js';
import { makeSample } from '../helpers/samples.js';

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

import { expect, it } from 'vitest';
import { RequestGroups } from '../../src/core/request-groups.js';
import { Stats } from '../../src/stats/stats.js';
import { makeSample } from '../helpers/statistics/samples.js';

it('counts requests in the groups that are wanted, which other processes add to', () => {
  const [worker, master] = [new Stats(), new Stats()];
  const groups = new RequestGroups(worker, ['user Shopper', 'tag pay']);
  const tags = new Set(['pay']);
  groups.record('Shopper', tags, makeSample({ status: 503, exception: 'bad' }));
  groups.record('Shopper', tags, makeSample());
  groups.record('Admin', new Set(['read']), makeSample());
  expect(worker.entries).toEqual([]);
  master.absorb(structuredClone(worker.drain()));
  const shopper = master.groups.get('user Shopper');
  expect(shopper).toMatchObject({ numRequests: 2, numFailures: 1 });
  expect(master.groups.get('tag pay')?.outcomes).toEqual(shopper?.outcomes);
  master.resetAll();
  expect(shopper?.numRequests).toBe(0);
  master.clearAll();
  expect(master.groups.size).toBe(0);
});

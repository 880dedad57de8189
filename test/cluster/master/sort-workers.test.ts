import { expect, it } from 'vitest';
import { sortWorkers } from '../../../src/cluster/master/sort-workers.js';

it('gives users to the hosts in turn: Locust’s order', () => {
  expect(sortWorkers(['b_2', 'a_2', 'a_1', 'b_1', 'c_1'])).toEqual(['a_1', 'b_1', 'c_1', 'a_2', 'b_2']);
});

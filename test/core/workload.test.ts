import { expect, it } from 'vitest';
import { noWorkload } from '../../src/core/workload.js';
import { User } from '../../src/user/user.js';
import { newEnvironment } from '../helpers/users/start-user.js';

it('is what users read, and empty without a scenario', () => {
  class Shopper extends User {}
  const workload = { pages: 3 };
  expect(new Shopper(newEnvironment({ workload }).environment).workload).toEqual(workload);
  expect(new Shopper(newEnvironment().environment).workload).toBe(noWorkload);
  expect([noWorkload, Object.isFrozen(noWorkload)]).toEqual([{}, true]);
});

import { expect, it } from 'vitest';
import { ratesSince } from '../../../src/cli/live-view/rates-since.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

it('are per second between two snapshots, of a new row since the earlier one, and 0 at the same instant', () => {
  const { environment } = makeEnvironment();
  environment.stats.record(makeSample(), 100);
  const earlier = takeSnapshot(environment, 100);
  for (let i = 0; i < 10; i++) environment.stats.record(makeSample({ exception: i < 5 ? 'no' : null }), 101);
  const now = takeSnapshot(environment, 102);
  expect(ratesSince(now, earlier, now.stats.total, earlier.stats.total)).toEqual({ requests: 5, failures: 2.5 });
  expect(ratesSince(now, earlier, now.stats.total, null)).toEqual({ requests: 5.5, failures: 2.5 });
  expect(ratesSince(now, now, now.stats.total, earlier.stats.total)).toEqual({ requests: 0, failures: 0 });
});

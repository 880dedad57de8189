import { expect, it } from 'vitest';
import { LiveHistory } from '../../../src/cli/live-view/live-history.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { makeEnvironment } from '../../helpers/logged-environment.js';
import { makeSample } from '../../helpers/samples.js';

it('has one value a second of each measure; rates are those since the last one', () => {
  const { environment } = makeEnvironment();
  const history = new LiveHistory();
  history.add(takeSnapshot(environment, 100));
  for (let i = 0; i < 10; i++) environment.stats.record(makeSample({ exception: i < 4 ? 'no' : null }), 101);
  history.add(takeSnapshot(environment, 102));
  expect(history.values).toEqual({
    users: [0, 0],
    requestRate: [0, 5],
    failureRate: [0, 2],
    p50: [0, 10],
    p95: [0, 10],
    p99: [0, 10],
  });
});

it('keeps the last 240', () => {
  const { environment } = makeEnvironment();
  const history = new LiveHistory();
  for (let at = 0; at < 300; at++) history.add(takeSnapshot(environment, at));
  expect(history.values.users.length).toBe(240);
});

import { expect, it } from 'vitest';
import { LiveHistory } from '../../../src/cli/live-view/live-history.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

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

it('has the snapshot of five seconds ago, or the first; a reset begins again', () => {
  const { environment } = makeEnvironment();
  const history = new LiveHistory();
  const since = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => {
    environment.stats.record(makeSample(), at);
    history.add(takeSnapshot(environment, at));
    return history.since.at;
  });
  expect(since).toEqual([0, 0, 0, 0, 0, 0, 1, 2]);
  environment.stats.resetAll();
  for (let i = 0; i < 20; i++) environment.stats.record(makeSample(), 8); // more than before the reset
  history.add(takeSnapshot(environment, 8));
  expect([history.since.at, history.values.requestRate.at(-1)]).toEqual([8, 0]);
});

import { expect, it } from 'vitest';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { RowChanges } from '../../../src/web/feed/row-changes.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

it('finds the rows that differ from those of the last call', () => {
  const { environment } = makeEnvironment();
  const changes = new RowChanges();
  const update = (at: number) => {
    const { entries, failures, exceptions } = changes.update(takeSnapshot(environment, at).stats);
    return [entries.map(({ name }) => name), failures.length, exceptions.length];
  };
  const at = environment.stats.total.startTime + 1;
  environment.stats.record(makeSample({ name: '/a' }), at);
  environment.stats.record(makeSample({ name: '/b', exception: new Error('no') }), at);
  environment.stats.exceptions.record(new Error('thrown'), 'local');
  expect(update(at)).toEqual([['/a', '/b'], 1, 1]);
  expect(update(at)).toEqual([[], 0, 0]);
  environment.stats.record(makeSample({ name: '/b' }), at);
  expect(update(at)).toEqual([['/b'], 0, 0]);
  // A second later, without requests, current rates have changed.
  environment.stats.record(makeSample({ name: '/c' }), at + 8);
  expect(update(at + 8)[0]).toEqual(['/a', '/b', '/c']);
});

it('finds the custom metrics that have new values', () => {
  const { environment } = makeEnvironment();
  const changes = new RowChanges();
  const update = () => changes.update(takeSnapshot(environment).stats).metrics.map(({ name }) => name);
  environment.stats.metrics.gauge('a', 1);
  environment.stats.metrics.counter('b').add();
  expect(update()).toEqual(['a', 'b']);
  environment.stats.metrics.gauge('a', 1);
  expect(update()).toEqual(['a']);
});

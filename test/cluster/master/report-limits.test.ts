import { describe, expect, it } from 'vitest';
import { ReportLimiter } from '../../../src/cluster/master/report-limits.js';
import { RequestGroups } from '../../../src/core/request-groups.js';
import { Stats } from '../../../src/stats/stats.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

function newLimiter() {
  const { environment, log } = makeEnvironment();
  return {
    environment,
    stats: environment.stats,
    log,
    limiter: new ReportLimiter(environment, { entries: 3, metrics: 2 }),
  };
}

/** What a worker reports that has requested each of these names once. */
function deltaOf(...names: readonly string[]) {
  const stats = new Stats();
  for (const name of names) stats.record(makeSample({ name }));
  return stats;
}

describe('ReportLimiter', () => {
  it('counts the requests of names beyond the limit under one name, and says so once', () => {
    const { stats, limiter, log } = newLimiter();
    for (const names of [
      ['/a', '/b'],
      ['/b', '/c', '/d', '/e'],
      ['/a', '/f', '/d'],
    ])
      stats.absorb(limiter.limit(deltaOf(...names).drain()));
    const counts = stats.entries.map(({ name, numRequests }) => [name, numRequests]);
    expect(counts).toEqual([['/a', 2], ['/b', 2], ['/c', 1], ['(other)', 4]]); // biome-ignore format: pairs
    expect(stats.numRequests).toBe(9);
    expect(
      log.filter((line) => line.includes('more than 3 names: those of further names are counted as (other)')),
    ).toHaveLength(1);
  });

  it('has room again when another test begins', () => {
    const { stats, limiter } = newLimiter();
    stats.absorb(limiter.limit(deltaOf('/a', '/b', '/c', '/d').drain()));
    stats.clearAll();
    stats.absorb(limiter.limit(deltaOf('/x', '/y', '/z').drain()));
    expect(stats.entries.map(({ name }) => name)).toEqual(['/x', '/y', '/z']);
  });

  it('counts no metrics of names beyond the limit, and says so once', () => {
    const { stats, limiter, log } = newLimiter();
    for (const name of ['a', 'b', 'c', 'a']) {
      const worker = new Stats();
      worker.metrics.counter(name).add(1);
      worker.metrics.rate(`rate of ${name}`, true);
      stats.absorb(limiter.limit(worker.drain()));
    }
    expect(stats.metrics.list().map(({ name, count }) => [name, count])).toEqual([['a', 2], ['rate of a', 2]]); // biome-ignore format: pairs
    expect(log.filter((line) => line.includes('custom metrics of more than 2 names: further'))).toHaveLength(1);
  });

  it('takes the groups that this master has asked for', () => {
    const { environment, stats, limiter } = newLimiter();
    const worker = new Stats();
    worker.recordFor(['user A', 'user of nobody'], makeSample());
    const delta = worker.drain();
    stats.absorb(limiter.limit(delta));
    expect([...stats.groups.keys()]).toEqual([]);
    environment.requestGroups = new RequestGroups(stats, ['user A']);
    stats.absorb(limiter.limit(delta));
    expect([...stats.groups.keys()]).toEqual(['user A']);
  });
});

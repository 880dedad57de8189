import { describe, expect, it } from 'vitest';
import { readSpawnJob, toSpawnData } from '../../../src/cluster/messages/spawn-job.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { atOnce } from '../../../src/runner/ramp-steps.js';

const facts = {
  timestamp: 1_700_000_000.5,
  userCounts: new Map([
    ['A', 3],
    ['B', 0],
  ]),
  batch: { users: 4, intervalMs: 1_000, phase: 0.25 },
  test: { epoch: 2, seed: 's', groups: ['user A'], iterationSeries: 'iterations 1' },
};

describe('a spawn job', () => {
  it('has the five keys that Locust needs', () => {
    const data = toSpawnData(makeOptions({ host: 'http://h', stopTimeout: 5 }), facts);
    expect(data).toMatchObject({
      timestamp: 1_700_000_000.5,
      user_classes_count: { A: 3, B: 0 },
      host: 'http://h',
      stop_timeout: 5,
    });
    expect(data.parsed_options).toMatchObject({ host: 'http://h' });
    expect(toSpawnData(makeOptions(), facts)).toMatchObject({ host: null, stop_timeout: 0 });
  });

  it('comes back', () => {
    const job = readSpawnJob(toSpawnData(makeOptions({ host: 'http://h', stopTimeout: 5 }), facts));
    expect(job).toMatchObject({ ...facts, host: 'http://h', stopTimeoutSeconds: 5 });
  });

  it('tells no host from one that is empty; masters of Locust send an empty one in both cases', () => {
    const host = (given: string | null) => readSpawnJob(toSpawnData(makeOptions({ host: given }), facts)).host;
    expect([host(null), host('')]).toEqual([null, '']);
    expect(readSpawnJob({ timestamp: 1, user_classes_count: {}, host: '' }).host).toBe(null);
  });

  it('of Locust has its changes made at once', () => {
    const job = readSpawnJob({
      timestamp: 1,
      user_classes_count: { A: 1 },
      host: null,
      stop_timeout: null,
      parsed_options: {},
    });
    expect([job.batch, job.test, job.host, job.stopTimeoutSeconds]).toEqual([atOnce, null, null, 0]);
  });

  it.each([[null], [[]], [{ timestamp: 'x' }], [{ timestamp: 1, user_classes_count: { A: -1 } }]])(
    'refuses %j',
    (data) => {
      expect(() => readSpawnJob(data)).toThrow(expect.objectContaining({ code: 'BAD_MESSAGE' }));
    },
  );
});

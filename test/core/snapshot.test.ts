import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/core/environment.js';
import type { Runner } from '../../src/core/runner.js';
import { takeSnapshot } from '../../src/core/snapshot.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

describe('takeSnapshot', () => {
  it('shows a run that has no runner yet as ready and empty', () => {
    const { environment } = makeEnvironment();
    const { state, userCount, targetUserCount, userClassesCount } = takeSnapshot(environment);
    expect({ state, userCount, targetUserCount, userClassesCount }).toEqual({
      state: 'ready',
      userCount: 0,
      targetUserCount: 0,
      userClassesCount: {},
    });
  });

  it('shows state, users and statistics at its time, and does not change', () => {
    const { environment } = makeEnvironment();
    const counts = new Map([
      ['Shopper', 3],
      ['Admin', 1],
    ]);
    const runner: Runner<Environment> = {
      environment,
      role: 'local',
      clientId: 'local',
      workerIndex: 0,
      workerCount: 1,
      clients: new Map(),
      state: 'spawning',
      userCount: 4,
      targetUserCount: 10,
      peakTargetUserCount: 10,
      userClassesCount: counts,
      start: () => Promise.resolve(),
      stop: () => Promise.resolve(),
      quit: () => {},
      endTest: () => {},
      registerMessage: () => {},
      sendMessage: () => {},
    };
    environment.runner = runner;
    environment.stats.record(makeSample(), 1_700_000_001);
    const snapshot = takeSnapshot(environment, 1_700_000_002.5);
    environment.stats.record(makeSample(), 1_700_000_003);
    counts.set('Shopper', 9);
    expect(snapshot).toMatchObject({
      at: 1_700_000_002.5,
      state: 'spawning',
      userCount: 4,
      targetUserCount: 10,
      userClassesCount: { Shopper: 3, Admin: 1 },
      stats: { total: { numRequests: 1 } },
    });
    expect(Object.isFrozen(snapshot)).toBe(true);
    expect(Object.isFrozen(snapshot.userClassesCount)).toBe(true);
  });
});

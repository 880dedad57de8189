import { afterEach, describe, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun, withHistory, withSnapshot } from '../../../../src/web/page/feed/run-view.js';
import { Figures } from '../../../../src/web/page/header/figures.js';
import { emptyHistory, entryRow, fractions, snapshot } from '../../../helpers/page/feed.js';
import { SimulatedTest } from '../../../helpers/page/simulated-test.js';
import { markupOf, wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

describe('the key figures', () => {
  it('are empty before the first snapshot', () => {
    expect(markupOf(<Figures />)).toBe('');
  });

  it('are users, rate, failures and p95 of the last seconds', () => {
    const test = new SimulatedTest({ names: 1, users: 10, spawnRate: 5, startTime: 1000 });
    const point = test.step();
    const total = entryRow({
      numRequests: 40,
      numFailures: 2,
      currentRps: 8,
      currentFailPerSec: 0.4,
      medianResponseTime: 30,
    });
    const run1 = withHistory(unknownRun, test.history());
    run.value = withSnapshot(run1, snapshot({ state: 'spawning', total, userCount: 5, targetUserCount: 10 }));
    const p95 = point.percentiles[fractions.indexOf(0.95)];
    expect(wordsOf(<Figures />)).toBe(
      `Users 5 of 10 Requests/s 8.0 40 in all Failures 5% 0.40/s, 2 in all 95th percentile ${p95} ms median 30 ms`,
    );
  });

  it('are those of the whole test once it has stopped', () => {
    const percentiles = fractions.map((fraction) => Math.round(1000 * fraction));
    const total = entryRow({
      numRequests: 40,
      numFailures: 2,
      currentRps: 8,
      totalRps: 5,
      totalFailPerSec: 0.25,
      medianResponseTime: 30,
      percentiles,
    });
    run.value = withSnapshot(withHistory(unknownRun, emptyHistory()), snapshot({ state: 'stopped', total }));
    expect(wordsOf(<Figures />)).toBe(
      'Users 0 running Requests/s 5.0 mean; 40 in all Failures 5% 0.25/s, 2 in all 95th percentile 950 ms median 30 ms',
    );
  });

  it('include workers in a distributed test', () => {
    const worker = { id: 'w1', state: 'running', userCount: 5, cpuUsage: 10, memoryUsage: 1 };
    run.value = withSnapshot(
      withHistory(unknownRun, emptyHistory()),
      snapshot({ workers: [worker, { ...worker, id: 'w2', state: 'missing' }] }),
    );
    expect(wordsOf(<Figures />)).toMatch(/95th percentile – ms median 0 ms Workers 1 1 missing$/);
  });
});

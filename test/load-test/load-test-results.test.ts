import { expect, it } from 'vitest';
import type { RunResult } from '../../src/core/results/run-result.js';
import { LoadTestRecorder } from '../../src/load-test/load-test-results.js';
import { workedSample, workedSampleEnd } from '../helpers/statistics/worked-sample.js';

it('records the peak of the throughput, and a row of history for each second', () => {
  const recorder = new LoadTestRecorder();
  for (const snapshot of workedSample()) recorder.tick(snapshot);
  const result = {
    snapshot: workedSampleEnd(),
    exitCode: 0,
    reason: null,
    judgement: { passed: true, exitCode: 0, results: [] },
  };
  const results = recorder.results('worked', result as unknown as RunResult);
  expect(results).toMatchObject({
    scenario: 'worked',
    totalRequests: 8,
    successRate: 0.75,
    p99Latency: 3432,
    passed: true,
    targets: [],
  });
  expect(results.peakThroughput).toBeCloseTo(2, 6); // three requests between 1.7 s and 3.2 s after the start
  expect(results.history.trim().split('\r\n')).toHaveLength(7);
});

it('adds no row at the end for a second that has one, and none without users', () => {
  const recorder = new LoadTestRecorder();
  const rows = () =>
    recorder
      .results('worked', { snapshot: workedSampleEnd(), judgement: {} } as RunResult)
      .history.trim()
      .split('\r\n');
  for (const snapshot of workedSample()) recorder.tick(snapshot);
  const end = { ...workedSampleEnd(), userCount: 0 };
  recorder.end(end);
  expect(rows()).toHaveLength(7);
  recorder.end({ ...end, at: end.at + 1 });
  expect(rows()).toHaveLength(8);
  expect(rows().map((row) => row.split(',')[1])).toEqual(Array(8).fill('3'));
});

import { expect, it } from 'vitest';
import { locustHistory } from '../../../src/web/api/locust-history.js';

const points = {
  at: [1_700_000_001, 1_700_000_002],
  seconds: [1, 1],
  rps: [3, 5],
  failPerSec: [0, 1],
  fractions: [0.5, 0.95],
  percentiles: [
    [10, null],
    [20, 30],
  ],
  latencyBounds: [],
  latency: [[], []],
  errorKinds: [],
  errors: [[], []],
  users: [1, 2],
  targetUsers: [2, 2],
  latest: { users: [1, 2], averages: [10, 121.5789], currentRps: [2.5, 3.25], currentFailPerSec: [0, 0.25] },
};

it('has Locust’s keys, with a time and a value each', () => {
  expect(locustHistory(points, [0.5, 0.95], 10)[1]).toEqual({
    'response_time_percentile_0.5': ['2023-11-14T22:13:22Z', 0],
    'response_time_percentile_0.95': ['2023-11-14T22:13:22Z', 30],
    current_rps: ['2023-11-14T22:13:22Z', 3.25],
    current_fail_per_sec: ['2023-11-14T22:13:22Z', 0.25],
    total_avg_response_time: ['2023-11-14T22:13:22Z', 121.58],
    user_count: ['2023-11-14T22:13:22Z', 2],
    time: '2023-11-14T22:13:22Z',
  });
});

it('has at most the requested number of points, with the values at their ends', () => {
  expect(locustHistory(points, [0.5], 1)).toMatchObject([
    { current_rps: ['2023-11-14T22:13:22Z', 3.25], user_count: ['2023-11-14T22:13:22Z', 2] },
  ]);
});

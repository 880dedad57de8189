/** Eight requests, an exception and seven times: the worked sample whose figures in Locust are known. */
import type { Snapshot } from '../../../src/core/snapshot.js';
import type { Sample } from '../../../src/stats/sample.js';
import { Stats } from '../../../src/stats/stats.js';
import { viewStats } from '../../../src/stats/view.js';
import { makeSample } from './samples.js';

/** The epoch second at which statistics begin. */
export const sampleStart = 1_700_000_000;

const wrongResponse = Object.assign(new Error('Got wrong response'), { name: 'CatchResponseError' });
const refused = Object.assign(new Error('Connection refused'), {
  repr: "ConnectionRefusedError(111, 'Connection refused')",
});

/** Seconds after the start, and the requests that finished then. */
const requests: readonly (readonly [number, Partial<Sample>])[] = [
  [1.0, { responseTime: 12.3 }],
  [1.5, { responseTime: 147 }],
  [2.0, { responseTime: 155, responseLength: 101 }],
  [2.5, { requestType: 'POST', name: '/b, "new"', responseTime: 1050, responseLength: 0, exception: wrongResponse }],
  [3.0, { requestType: 'POST', name: '/b, "new"', responseTime: 3432, responseLength: 50 }],
  [4.0, { requestType: 'WS', name: 'feed', responseTime: null, responseLength: 10 }],
  [12.0, { responseTime: 90.5, exception: refused }],
  [14.0, { responseTime: 91.5 }],
];

/** Seconds after the start at which reports are written. */
const passes = [0.2, 1.7, 3.2, 5.2, 14.3, 24.3, 40.3];

/** The snapshot at each pass, with three users running. */
export function workedSample(windowedEntries = false): Snapshot[] {
  const stats = new Stats({ windowedEntries }, sampleStart);
  const pending = [...requests];
  return passes.map((pass) => {
    for (let next = pending[0]; next !== undefined && next[0] <= pass; next = pending[0]) {
      stats.record(makeSample(next[1]), sampleStart + next[0]);
      pending.shift();
    }
    if (pass === passes.at(-1)) for (let i = 0; i < 2; i++) stats.exceptions.record(divisionByZero(), 'local');
    return {
      at: sampleStart + pass,
      state: 'running',
      userCount: 3,
      targetUserCount: 3,
      reachedUserCount: 3,
      requestsInFlight: 0,
      iterations: 0,
      userClassesCount: { Demo: 3 },
      stats: viewStats(stats, sampleStart + pass),
    };
  });
}

/** The final snapshot. */
export function workedSampleEnd(windowedEntries = false): Snapshot {
  return workedSample(windowedEntries).at(-1) as Snapshot;
}

function divisionByZero(): Error {
  const error = new Error('division by zero');
  error.stack = 'Error: division by zero\n    at t ("locustfile.ts":9:5)\n    at async Demo.run (locustfile.ts:4:3)';
  return error;
}

/** The samples that tracking reports for the requests of a test. */

import { runTracked } from '../../src/http/tracking/tracking.js';
import { failureText } from '../../src/stats/failures.js';
import type { RequestName } from '../../src/stats/request-name.js';
import type { Sample } from '../../src/stats/sample.js';
import { until } from './start-user.js';

export interface Tracked {
  readonly samples: Sample[];
  errors(): (string | null)[];
  /** Runs `work`, and returns when `count` requests were reported in total. */
  run(work: () => unknown, count: number): Promise<void>;
}

export function openTracker(naming: RequestName | null = null, signal = new AbortController().signal): Tracked {
  const samples: Sample[] = [];
  const tracker = { naming, context: { who: 'test' }, signal, report: (sample: Sample) => void samples.push(sample) };
  return {
    samples,
    errors: () => samples.map(({ exception }) => (exception === null ? null : failureText(exception))),
    async run(work, count) {
      await runTracked(tracker, work);
      await until(() => samples.length >= count);
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate); // a surplus sample would arrive now
    },
  };
}

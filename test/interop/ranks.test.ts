/** Which request of a row is the median and each percentile: the same as in Locust, for few and for many requests. */
import { describe, expect, it } from 'vitest';
import { Stats } from '../../src/stats/stats.js';
import { randomStream } from '../../src/util/random.js';
import { expectInBucket } from '../helpers/statistics/locust-buckets.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { execute, python, skipped } from './locust.js';

describe.skipIf(skipped)('the median and percentiles', () => {
  it('are those of the requests that Locust chooses', async () => {
    const random = randomStream('ranks', 'interop');
    const size = (i: number) => (i < 40 ? 1 + (i % 12) : random.integer(20, 200));
    const lists = Array.from({ length: 80 }, (_, i) =>
      Array.from({ length: size(i) }, () => Math.round(10 ** random.between(0, 4.5))),
    );
    const { stdout } = await execute(python, ['ranks.py', JSON.stringify(lists)]);
    const theirs = JSON.parse(stdout) as string[][];
    lists.forEach((times, i) => {
      const stats = new Stats();
      for (const responseTime of times) stats.record(makeSample({ responseTime }));
      const { total } = stats;
      const ours = [0.5, 0.66, 0.9, 0.95, 0.99, 1].map((at) => total.getResponseTimePercentile(at));
      [total.medianResponseTime, ...ours].forEach((figure, j) => {
        expectInBucket(String(figure), theirs[i]?.[j] as string);
      });
    });
    expect(theirs).toHaveLength(80);
  });
});

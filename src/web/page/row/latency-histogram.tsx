/** The latency distribution of a row over the whole test. */
import { forEachCount } from '../../history/packed-counts.js';
import { classText } from '../charts/heat-plan.js';
import { countText, latencyText } from '../text/numbers.js';

export interface LatencyHistogramProps {
  /** Class, count, … */
  readonly counts: readonly number[];
  /** Upper bounds of the classes in ms. */
  readonly bounds: readonly number[];
}

export function LatencyHistogram({ counts, bounds }: LatencyHistogramProps) {
  const bars = histogramBars(counts);
  if (bars.length === 0) return null;
  const most = Math.max(...bars.map(({ count }) => count));
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  return (
    <figure class="card chart">
      <figcaption class="chart-head">
        <h2>
          Latency histogram <span class="unit">whole test, {countText(total)} responses</span>
        </h2>
      </figcaption>
      <ul class="histogram" aria-label="Responses by latency">
        {bars.map(({ index, count }, place) => (
          <li key={index} title={`${classText(bounds, index)}: ${countText(count)}`}>
            <span class="unseen">
              {classText(bounds, index)}: {countText(count)}
            </span>
            <span class="histogram-bar" style={{ height: `${(count / most) * 100}%` }} aria-hidden="true" />
            <span class="histogram-label" aria-hidden="true">
              {place % labelStep(bars.length) === 0 ? latencyText(index === 0 ? 0 : (bounds[index - 1] ?? 0)) : ''}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** A bar for each class from the first that is not empty to the last. */
export function histogramBars(counts: readonly number[]): { index: number; count: number }[] {
  const known = new Map<number, number>();
  forEachCount(counts, (index, count) => known.set(index, count));
  if (known.size === 0) return [];
  const [first, last] = [Math.min(...known.keys()), Math.max(...known.keys())];
  return Array.from({ length: last - first + 1 }, (_, i) => ({ index: first + i, count: known.get(first + i) ?? 0 }));
}

/** At most eight labels. */
function labelStep(bars: number): number {
  return Math.ceil(bars / 8);
}

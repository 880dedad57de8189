/** The cells of a heat map: moments are merged until each is wide enough to be seen. */
import { forEachCount } from '../../history/packed-counts.js';
import type { Heat } from './chart-plan.js';
import type { Span } from './zoom.js';

/** Responses of one class in one span of time. */
export interface HeatCell {
  readonly from: number;
  readonly to: number;
  readonly index: number;
  /** Responses per second. */
  readonly rate: number;
}

/** The cells within `span`, in at most `columns` steps of time; a moment longer than a step keeps its length. */
export function heatCells(at: readonly number[], { counts, seconds }: Heat, span: Span, columns: number): HeatCell[] {
  const step = (span.to - span.from) / Math.max(1, columns);
  const cells: HeatCell[] = [];
  let [from, to] = [Number.NaN, Number.NaN];
  let sums = new Map<number, number>();
  const flush = () => {
    for (const [index, count] of sums) cells.push({ from, to, index, rate: count / Math.max(to - from, 1e-9) });
    sums = new Map();
    from = Number.NaN;
  };
  for (const [i, end] of at.entries()) {
    const start = end - (seconds[i] ?? 1);
    if (end <= span.from || start >= span.to) continue;
    if (!(end - from <= step)) flush();
    if (Number.isNaN(from)) from = start;
    to = end;
    forEachCount(counts[i] ?? [], (index, count) => sums.set(index, (sums.get(index) ?? 0) + count));
  }
  flush();
  return cells;
}

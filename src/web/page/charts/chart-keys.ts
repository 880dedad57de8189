/** Keyboard control of a chart. */
import type uPlot from 'uplot';
import type { ChartContent } from './plot-options.js';
import { scaleZoom, zoom } from './zoom.js';

/** Handles a key; false for keys without a function here. */
export function moveByKey(plot: uPlot, key: string, { plan, span }: ChartContent): boolean {
  if (key === 'Escape' && zoom.value !== null) zoom.value = null;
  else if (key === '+' || key === '=') scaleZoom(span, 0.5);
  else if (key === '-') scaleZoom(span, 2);
  else {
    const next = nextIndex(key, plot.cursor.idx ?? null, plan.at, span);
    if (next === null) return false;
    const left = plot.valToPos(plan.at[next] as number, 'x');
    plot.setCursor({ left, top: plot.over.clientHeight / 2 }, true);
  }
  return true;
}

/** The index of the point to which a key moves the cursor, among visible points; null for other keys. */
export function nextIndex(
  key: string,
  current: number | null,
  at: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
): number | null {
  const first = at.findIndex((moment) => moment >= from);
  const last = at.findLastIndex((moment) => moment <= to);
  if (first < 0 || last < first) return null;
  const here = current ?? last;
  const targets: Record<string, number> = {
    ArrowLeft: current === null ? last : here - 1,
    ArrowRight: current === null ? last : here + 1,
    PageUp: here - 10,
    PageDown: here + 10,
    Home: first,
    End: last,
  };
  const target = targets[key];
  return target === undefined ? null : Math.min(last, Math.max(first, target));
}

/** The values of a chart at the cursor. */
import type uPlot from 'uplot';
import { forEachCount } from '../../history/packed-counts.js';
import { timeText } from '../text/times.js';
import type { ChartPlan } from './chart-plan.js';

/** Where the cursor is: a moment, and in a heat map a class of latency. */
export interface Readout {
  readonly index: number;
  readonly heatClass: number | null;
}

/** Null where the cursor is outside. */
export function readoutAt({ cursor, posToVal }: uPlot, { heat }: ChartPlan): Readout | null {
  if (cursor.idx === null || cursor.idx === undefined) return null;
  const isOnHeat = heat !== undefined && cursor.top !== undefined && cursor.top >= 0;
  return { index: cursor.idx, heatClass: isOnHeat ? Math.floor(posToVal(cursor.top as number, 'y')) : null };
}

/** The value of a series there, or its latest one; `–` where there is none. */
export function valueText({ series, text }: ChartPlan, key: string, readout: Readout | null): string {
  const one = series.find((candidate) => candidate.key === key);
  const values = one?.values ?? [];
  const value = values[readout?.index ?? values.length - 1] ?? null;
  return value === null ? '–' : text(value);
}

/** Count and bounds of the class below the cursor of a heat map; empty elsewhere. */
export function heatText({ heat, text }: ChartPlan, readout: Readout | null): string {
  if (heat === undefined || readout === null || readout.heatClass === null) return '';
  let responses = 0;
  forEachCount(heat.counts[readout.index] ?? [], (index, count) => {
    if (index === readout.heatClass) responses = count;
  });
  return `${heat.classText(readout.heatClass)}: ${text(responses)}`;
}

/** All values as text, for screen readers. */
export function readoutText(plan: ChartPlan, readout: Readout | null): string {
  const at = readout === null ? undefined : plan.at[readout.index];
  if (at === undefined) return '';
  const values = plan.series.map(({ key, label }) => `${label} ${valueText(plan, key, readout)}`);
  return `${timeText(at)}: ${values.join(', ')}`;
}

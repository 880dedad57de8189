/** What a chart shows, without how it is drawn. */

/** One line of a chart, or one layer. */
export interface ChartSeries {
  readonly key: string;
  readonly label: string;
  /** A colour of the style sheet, or `#rrggbb`. */
  readonly color: string;
  /** One per point; null leaves a gap. */
  readonly values: readonly (number | null)[];
  /** How strongly the area below is filled, 0..1. */
  readonly fill?: number;
  readonly isDashed?: boolean;
}

/** The vertical axis. */
export interface ChartAxis {
  /** Computes the ends of the axis from the greatest and the least value in sight. */
  readonly range: (most: number, least: number) => readonly [number, number];
  /** The positions of its numbers; evenly distributed if absent. */
  readonly splits?: readonly number[];
  readonly text: (value: number) => string;
}

export interface ChartPlan {
  readonly title: string;
  /** The unit of the numbers, if the title does not name it: `per second`. */
  readonly unit: string;
  /** Epoch seconds, ascending. */
  readonly at: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly axis: ChartAxis;
  /** A value with its unit. */
  readonly text: (value: number) => string;
  /** Series are layers above one another, the first one at the bottom. */
  readonly isStacked?: boolean;
  /** Rectangles behind the lines: a heat map; the series then is not drawn. */
  readonly heat?: Heat;
}

/** Counts by moment and class of latency. */
export interface Heat {
  /** For each moment: class, count, … */
  readonly counts: readonly (readonly number[])[];
  readonly seconds: readonly number[];
  /** The bounds of a class in words. */
  readonly classText: (index: number) => string;
}

/** An axis that begins at 0 and leaves room above, for the texts of markers. */
export function axisFromZero(text: (value: number) => string): ChartAxis {
  return { range: (most) => [0, most > 0 ? most * 1.2 : 1], text };
}

/** An axis that begins at 0 where values differ by more than half, and otherwise close to them. */
export function axisAround(text: (value: number) => string): ChartAxis {
  return { range: rangeAround, text };
}

function rangeAround(most: number, least: number): readonly [number, number] {
  if (least >= 0 && least <= most / 2) return [0, most > 0 ? most * 1.1 : 1];
  if (most <= 0 && most >= least / 2) return [least * 1.1, 0];
  const room = (most - least) * 0.15 || Math.abs(most) * 0.1;
  return [least - room, most + room];
}

/** The label of a chart for screen readers. */
export function chartSummary({ title, series, text, heat }: ChartPlan): string {
  if (heat !== undefined) return `${title}: how many responses took how long, over time.`;
  const parts = series.map(({ label, values }) => {
    const known = values.filter((value) => value !== null);
    const last = known.at(-1);
    if (last === undefined) return `${label}: nothing yet`;
    return `${label}: latest ${text(last)}, highest ${text(known.reduce((a, b) => Math.max(a, b)))}`;
  });
  return `${title}. ${parts.join('; ')}.`;
}

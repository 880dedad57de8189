/** The lines of custom metrics, with one more point. */
import type { MetricPoint, MetricPoints } from '../../contracts/feed.js';

/** `known` with the values of a point that follows `length` others; metrics without a value in it get a gap. */
export function appendMetrics(
  known: readonly MetricPoints[],
  added: readonly MetricPoint[],
  length: number,
): readonly MetricPoints[] {
  const values = new Map(added.map((point) => [metricKey(point), point.values]));
  const seen = new Set(known.map(metricKey));
  const fresh = added
    .filter((point) => !seen.has(metricKey(point)))
    .map(({ kind, name, values: own }) => ({ kind, name, lines: own.map(() => new Array<null>(length).fill(null)) }));
  return [...known, ...fresh].map((metric) => {
    const own = values.get(metricKey(metric));
    return { ...metric, lines: metric.lines.map((line, i) => [...line, own?.[i] ?? null]) };
  });
}

/** Identifies a metric: nodes may have one name for two kinds. */
export function metricKey({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind} ${name}`;
}

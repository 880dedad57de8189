/** The table of metrics: every name that one can have in a target, what it means, and in which unit it is compared. */
import type { FigureName, OutcomeName, SampledName, Target, TargetMetric, TargetUnit } from './target.js';

/** A metric, and the unit of its bound. */
export interface NamedMetric {
  readonly metric: TargetMetric;
  readonly unit: TargetUnit;
}

/** The first name of each is the one that is printed. */
const figures: readonly (readonly [FigureName, TargetUnit, ...(readonly string[])])[] = [
  ['median', 'ms', 'median', 'med', 'median response time'],
  ['average', 'ms', 'avg', 'average', 'mean', ...averageTimeNames()],
  ['minimum', 'ms', 'min', 'minimum', 'min response time', 'minimum response time'],
  ['maximum', 'ms', 'max', 'maximum', 'max response time', 'maximum response time'],
  ['count', 'number', 'count', 'requests', 'request count', 'total requests'],
  ['rps', 'per second', 'rps', 'requests/s', 'req/s', 'requests/second', 'requests per second', 'throughput'],
  ['content size', 'bytes', ...contentSizeNames()],
  ['iterations', 'number', 'iterations'],
  ['exceptions', 'number', 'exceptions'],
  ['rate', 'number', 'rate'],
  ['total', 'number', 'total', 'sum'],
  ['value', 'number', 'value', 'last value'],
];

function averageTimeNames(): string[] {
  return [...['avg', 'average', 'mean'].map((word) => `${word} response time`), 'response time', 'latency'];
}

/** Sizes are counted as a sum: there is an average only. */
function contentSizeNames(): [string, ...string[]] {
  const names = ['content size', 'content length', 'response size'];
  const averages = names.flatMap((name) =>
    ['avg', 'average', 'mean'].flatMap((word) => [`${word} ${name}`, `${name} ${word}`]),
  );
  return ['content size', ...names, ...averages, 'size'];
}

const outcomes: readonly (readonly [OutcomeName, ...(readonly string[])])[] = [
  ['success', 'success', 'successes'],
  ['error', 'error', 'failure', 'fail'],
  ['2xx', '2xx'],
  ['3xx', '3xx'],
  ['4xx', '4xx'],
  ['5xx', '5xx'],
  ['429', '429'],
  ['timeout', 'timeout'],
  ['connection error', 'connection error'],
];

/** Metrics of the load generator; names of custom metrics cannot begin with these. */
const sampled: readonly (readonly [SampledName, TargetUnit, ...(readonly string[])])[] = [
  ['cpu', 'share', 'cpu', 'cpu usage'],
  ['memory', 'bytes', 'memory', 'mem', 'memory usage'],
  ['loop delay', 'ms', 'loop delay', 'event loop delay', 'event-loop delay'],
];

const table = new Map<string, NamedMetric>([
  ...figures.flatMap(([name, unit, ...words]) => words.map((word) => [word, { metric: figure(name), unit }] as const)),
  ...outcomes.flatMap(([of, ...words]) =>
    words.flatMap((word) => [
      [`${word} rate`, { metric: { kind: 'share', of }, unit: 'share' }] as const,
      [`${word} ratio`, { metric: { kind: 'share', of }, unit: 'share' }] as const,
      [`${word} count`, { metric: { kind: 'number', of }, unit: 'number' }] as const,
    ]),
  ),
  ['failures', { metric: { kind: 'number', of: 'error' }, unit: 'number' }],
  ['errors', { metric: { kind: 'number', of: 'error' }, unit: 'number' }],
  ['timeouts', { metric: { kind: 'number', of: 'timeout' }, unit: 'number' }],
  ['connection errors', { metric: { kind: 'number', of: 'connection error' }, unit: 'number' }],
  ...sampled.flatMap(([name, unit, ...words]) =>
    words.map((word) => [word, { metric: { kind: 'sampled', name, statistic: 'average' }, unit }] as const),
  ),
]);

/** Names that begin with one of the load generator: `cpu max`. */
const statistics = ['median', 'average', 'minimum', 'maximum', 'value'] as const;

/** The most words that a name has. */
export const maxMetricWords = 4;

/** Every name, for suggestions; percentiles as examples. */
export const metricNames: readonly string[] = [...table.keys(), 'p50', 'p90', 'p95', 'p99', 'p99.9'];

/** The metric of a name such as `p95`, `error rate`, `cpu max`; letter case does not count. undefined for any other text. */
export function findMetric(name: string): NamedMetric | undefined {
  const key = name.toLowerCase();
  return table.get(key) ?? percentileMetric(key) ?? generatorMetric(key);
}

/** The name that is printed, and read again as the same metric. */
export function nameOfMetric(metric: TargetMetric): string {
  switch (metric.kind) {
    case 'percentile':
      return `p${percentOf(metric.fraction)}`;
    case 'figure':
      return figures.find(([name]) => name === metric.name)?.[2] as string;
    case 'share':
      return `${metric.of} rate`;
    case 'number':
      return `${metric.of} count`;
    default: {
      const { name, statistic } = metric;
      if (statistic === 'average') return name;
      return `${name} ${typeof statistic === 'object' ? `p${percentOf(statistic.fraction)}` : statistic}`;
    }
  }
}

/** 95 for 0.95, without the rounding error of floating point. */
export function percentOf(fraction: number): number {
  return Number((fraction * 100).toFixed(6));
}

function figure(name: FigureName): TargetMetric {
  return { kind: 'figure', name };
}

/** `p95`, `p99.9`, `p100`. */
function percentileMetric(key: string): NamedMetric | undefined {
  const percent = Number(/^p(\d{1,3}(?:\.\d{1,4})?)(?: response time| latency)?$/.exec(key)?.[1] ?? Number.NaN);
  if (!(percent > 0 && percent <= 100)) return undefined;
  return { metric: { kind: 'percentile', fraction: Number((percent / 100).toFixed(8)) }, unit: 'ms' };
}

function generatorMetric(key: string): NamedMetric | undefined {
  for (const [name, unit, ...words] of sampled) {
    const word = words.find((one) => key.startsWith(`${one} `));
    if (word === undefined) continue;
    const metric = findMetric(key.slice(word.length + 1))?.metric;
    if (metric?.kind === 'percentile')
      return { metric: { kind: 'sampled', name, statistic: { fraction: metric.fraction } }, unit };
    const statistic = metric?.kind === 'figure' ? statistics.find((one) => one === metric.name) : undefined;
    if (statistic !== undefined) return { metric: { kind: 'sampled', name, statistic }, unit };
  }
  return undefined;
}

/** The unit in which a target's value is shown: that of its metric, or, for a custom metric, that of its bound. */
export function unitOfMetric({ metric, scope, bound }: Pick<Target, 'metric' | 'scope' | 'bound'>): TargetUnit {
  if (metric.kind === 'share') return 'share';
  if (metric.kind === 'number') return 'number';
  return scope.kind === 'named' || metric.kind === 'sampled'
    ? bound.unit
    : (findMetric(nameOfMetric(metric))?.unit as TargetUnit);
}

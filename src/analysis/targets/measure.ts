/** The value of a target's metric between two marks. Pure. */
import type { MetricStatistic } from '../../core/metric-source.js';
import type { EntryView } from '../../stats/entry-view.js';
import { Distribution, type Extremes } from './distribution.js';
import type { Mark } from './mark.js';
import type { FigureName, OutcomeName, Target, TargetMetric, TargetUnit } from './target.js';

/** ms, a share, bytes, per second or a number; null if there is nothing to measure. `since` null is the start. */
export function measure({ metric, bound }: Target, mark: Mark, since: Mark | null): number | null {
  const seconds = mark.at - (since?.at ?? mark.metric?.startedAt ?? mark.startedAt);
  if (mark.metric !== null) {
    const statistic = statisticOf(metric);
    return statistic === null ? null : mark.metric.statisticSince(since?.metric ?? null, statistic, seconds);
  }
  if (metric.kind === 'sampled') return null;
  if (metric.kind === 'figure' && (metric.name === 'iterations' || metric.name === 'exceptions'))
    return mark[metric.name] - (since?.[metric.name] ?? 0);
  const part = new Part(mark.rows, since?.rows ?? null);
  if (metric.kind === 'figure' && metric.name === 'rps' && since !== null)
    return seconds > 0 ? part.numRequests / seconds : null;
  return part.numRequests === 0 ? null : figureOf(metric, bound.unit, part);
}

type RequestMetric = Exclude<TargetMetric, { readonly kind: 'sampled' }>;

/** Of a part with requests. */
function figureOf(metric: RequestMetric, boundUnit: TargetUnit, part: Part): number | null {
  if (metric.kind === 'figure' || metric.kind === 'percentile') {
    if (boundUnit === 'share') return null; // a row has no percentage of this name
    return metric.kind === 'figure' ? part.figure(metric.name) : part.percentile(metric.fraction);
  }
  const count = part.numberOf(metric.of);
  return metric.kind === 'share' ? count / part.numRequests : count;
}

function statisticOf(metric: TargetMetric): MetricStatistic | null {
  if (metric.kind === 'percentile') return { fraction: metric.fraction };
  if (metric.kind === 'sampled') return metric.statistic;
  if (metric.kind !== 'figure') return null;
  const { name } = metric;
  const isStatistic = name !== 'rps' && name !== 'content size' && name !== 'iterations' && name !== 'exceptions';
  return isStatistic ? name : null;
}

/** A row, and what it was at the earlier mark. */
type Pair = readonly [row: EntryView, earlier: EntryView | null];

/** What was counted in some rows after earlier views of them. */
class Part {
  readonly numRequests: number;
  readonly #rows: readonly Pair[];

  /** `earlier` null is the start. */
  constructor(rows: readonly EntryView[], earlier: readonly EntryView[] | null) {
    const find = (row: EntryView) => earlier?.find((one) => one.method === row.method && one.name === row.name) ?? null;
    this.#rows = rows.map((row) => [row, find(row)]);
    this.numRequests = this.#sum(({ numRequests }) => numRequests);
  }

  numberOf(outcome: OutcomeName): number {
    if (outcome === 'error') return this.#sum(({ numFailures }) => numFailures);
    if (outcome === 'success') return this.numRequests - this.numberOf('error');
    const keys = { timeout: 'timeouts', 'connection error': 'connectionErrors' } as const;
    const key = outcome === 'timeout' || outcome === 'connection error' ? keys[outcome] : outcome;
    return this.#sum(({ outcomes }) => outcomes[key]);
  }

  percentile(fraction: number): number | null {
    return this.#times().percentile(fraction);
  }

  figure(name: FigureName): number | null {
    switch (name) {
      case 'count':
        return this.numRequests;
      case 'rps':
        return this.#sum(({ totalRps }) => totalRps);
      case 'content size':
        return this.#sum((row) => row.avgContentLength * row.numRequests) / this.numRequests;
      case 'average': {
        const timed = this.#sum(timedRequests);
        return timed === 0 ? null : this.#sum((row) => row.avgResponseTime * timedRequests(row)) / timed;
      }
      case 'median':
      case 'minimum':
      case 'maximum':
        return this.#times()[name]();
      default:
        return null;
    }
  }

  #times(): Distribution {
    const parts = this.#rows.map(([row, earlier]) => row.responseTimesSince(earlier));
    return new Distribution(parts, this.#extremes);
  }

  /** The statistics have those of a whole run exactly. */
  get #extremes(): Extremes | null {
    if (this.#rows.some(([, earlier]) => earlier !== null)) return null;
    const timed = this.#rows.map(([row]) => row).filter((row) => timedRequests(row) > 0);
    return {
      minimum: Math.min(...timed.map((row) => row.minResponseTime)),
      maximum: Math.max(...timed.map((row) => row.maxResponseTime)),
    };
  }

  #sum(count: (row: EntryView) => number): number {
    return this.#rows.reduce((sum, [row, earlier]) => sum + count(row) - (earlier === null ? 0 : count(earlier)), 0);
  }
}

function timedRequests({ numRequests, numNoneRequests }: EntryView): number {
  return numRequests - numNoneRequests;
}

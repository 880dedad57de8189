/** The metrics that a test records itself, by name: `this.metrics` of a user. */
import { TslocError } from '../../util/error.js';
import { steadyEpochSeconds } from '../../util/loop/clock.js';
import { describeValue } from '../../util/rules.js';
import { Counter, type CounterDelta } from './counter.js';
import { Gauge, type GaugeDelta } from './gauge.js';
import { Rate, type RateDelta } from './rate.js';
import { Trend } from './trend.js';
import type { TrendDelta } from './trend-snapshot.js';

/** What was recorded for one metric since the last `drain()`. */
export type MetricDelta = TrendDelta | CounterDelta | GaugeDelta | RateDelta;

/** The kinds of metrics. */
export type MetricKind = MetricDelta['kind'];

/** One metric of any kind. */
export type Metric = Trend | Counter | Gauge | Rate;

type MetricOf<K extends MetricKind> = Extract<Metric, { readonly kind: K }>;

const classes: { readonly [K in MetricKind]: new (name: string) => MetricOf<K> } = {
  trend: Trend,
  counter: Counter,
  gauge: Gauge,
  rate: Rate,
};

/** A test that puts an id into a name would fill the memory. */
const maxNames = 1000;

/** Each name has one kind. All calls are cheap enough for every request, and allocate nothing after the first one. */
export class Metrics {
  readonly #trends = new Map<string, Trend>();
  readonly #counters = new Map<string, Counter>();
  readonly #gauges = new Map<string, Gauge>();
  readonly #rates = new Map<string, Rate>();
  /** Epoch seconds: when the test started. */
  startTime: number;
  /** Changes whenever trends and rates are emptied: what was recorded before cannot be compared with what follows. */
  resets = 0;

  constructor(at = steadyEpochSeconds()) {
    this.startTime = at;
  }

  /** Adds a value to a distribution: percentiles, average, extremes. @throws {TslocError} `BAD_METRIC` */
  trend(name: string, value: number): void {
    if (!Number.isFinite(value)) throw badValue('trend', name, 'a number', value);
    (this.#trends.get(name) ?? this.#create(this.#trends, 'trend', name)).record(value);
  }

  /** The counter of that name: `.counter('tokens').add(12)`. It may be kept. @throws {TslocError} `BAD_METRIC` */
  counter(name: string): Counter {
    return this.#counters.get(name) ?? this.#create(this.#counters, 'counter', name);
  }

  /** Sets a value that rises and falls; the latest one is reported. @throws {TslocError} `BAD_METRIC` */
  gauge(name: string, value: number): void {
    if (!Number.isFinite(value)) throw badValue('gauge', name, 'a number', value);
    (this.#gauges.get(name) ?? this.#create(this.#gauges, 'gauge', name)).set(value);
  }

  /** Counts how often something is true. @throws {TslocError} `BAD_METRIC` */
  rate(name: string, isTrue: boolean): void {
    if (typeof isTrue !== 'boolean') throw badValue('rate', name, 'true or false', isTrue);
    (this.#rates.get(name) ?? this.#create(this.#rates, 'rate', name)).record(isTrue);
  }

  /** Those with at least one value: trends, counters, gauges and rates, in first-seen order each. */
  list(): Metric[] {
    return this.#all().filter(({ count }) => count > 0);
  }

  /** The metric of a name, if it has at least one value. */
  find(name: string): Metric | undefined {
    const kinds: ReadonlyMap<string, Metric>[] = [this.#trends, this.#counters, this.#gauges, this.#rates];
    return kinds.map((metrics) => metrics.get(name)).find((metric) => metric !== undefined && metric.count > 0);
  }

  /** Whether there is a metric of that name and kind, with values or without. */
  has({ kind, name }: Pick<MetricDelta, 'kind' | 'name'>): boolean {
    const byKind = { trend: this.#trends, counter: this.#counters, gauge: this.#gauges, rate: this.#rates };
    return byKind[kind].has(name);
  }

  /** How many names there are, with values or without. */
  get nameCount(): number {
    return this.#trends.size + this.#counters.size + this.#gauges.size + this.#rates.size;
  }

  /** What was recorded since the last call, as plain data. */
  drain(): MetricDelta[] {
    return this.#all().flatMap((metric) => metric.drain() ?? []);
  }

  /** Adds what another process recorded, exactly: as if all of it had been recorded here. */
  absorb(deltas: readonly MetricDelta[]): void {
    for (const delta of deltas) {
      const { kind, name } = delta;
      if (kind === 'trend') find(this.#trends, Trend, name).absorb(delta);
      else if (kind === 'counter') find(this.#counters, Counter, name).absorb(delta);
      else if (kind === 'gauge') find(this.#gauges, Gauge, name).absorb(delta);
      else find(this.#rates, Rate, name).absorb(delta);
    }
  }

  /** Empties trends and rates when statistics are reset, like response times. Counters and gauges continue. */
  reset(): void {
    this.resets++;
    for (const metric of [...this.#trends.values(), ...this.#rates.values()]) metric.clear();
  }

  /** Empties everything: a new test starts at the epoch second `at`. Counters that were kept stay usable. */
  clear(at: number): void {
    this.startTime = at;
    this.resets++;
    for (const metric of this.#all()) metric.clear();
  }

  #all(): Metric[] {
    const kinds: ReadonlyMap<string, Metric>[] = [this.#trends, this.#counters, this.#gauges, this.#rates];
    return kinds.flatMap((metrics) => [...metrics.values()]);
  }

  #create<K extends MetricKind>(metrics: Map<string, MetricOf<K>>, kind: K, name: string): MetricOf<K> {
    if (typeof name !== 'string' || name.trim() === '') {
      const message = `Expected the name of a ${kind} to be a text that is not empty, got ${describeValue(name)}.`;
      throw new TslocError('BAD_METRIC', message);
    }
    const all = this.#all();
    const other = all.find((metric) => metric.name === name);
    if (other !== undefined) {
      const message = `Expected metric '${name}' to be a ${other.kind} as before, got a ${kind}.`;
      throw new TslocError('BAD_METRIC', message, { hint: 'Each name is of one kind.' });
    }
    if (all.length >= maxNames) {
      const message = `Expected at most ${maxNames} names of metrics in a run, got another: '${name}'.`;
      throw new TslocError('BAD_METRIC', message, { hint: 'Leave ids and numbers out of the names.' });
    }
    return find(metrics, classes[kind] as new (name: string) => MetricOf<K>, name);
  }
}

/** Ignores other kinds: another process may use the name for one of them. */
function find<M>(metrics: Map<string, M>, metricClass: new (name: string) => M, name: string): M {
  let metric = metrics.get(name);
  if (metric === undefined) {
    metric = new metricClass(name);
    metrics.set(name, metric);
  }
  return metric;
}

function badValue(kind: MetricKind, name: string, expected: string, value: unknown): TslocError {
  const message = `Expected the value of ${kind} '${name}' to be ${expected}, got ${describeValue(value)}.`;
  return new TslocError('BAD_METRIC', message);
}

/** Samples of the load generator, once a second: CPU, memory, delay of the event loop. */
import type { GeneratorUsage } from '../../core/generator-usage.js';
import type { MetricReading, MetricSource, MetricStatistic } from '../../core/metric-source.js';
import type { Reporter } from '../../core/reporter.js';
import type { Snapshot } from '../../core/snapshot.js';
import type { SampledName } from './target.js';

type Samples = Readonly<Record<SampledName, number[]>>;

/** Keeps every sample of the current test: three numbers a second. CPU is a share, 0..1; memory is in bytes, delay in ms. */
export class GeneratorMetrics implements MetricSource, Reporter {
  readonly name = 'load generator';
  readonly kind = 'generator';
  readonly #readUsage: () => GeneratorUsage;
  #values = noSamples();
  /** Those of the latest snapshot. */
  #resets = -1;

  constructor(readUsage: () => GeneratorUsage) {
    this.#readUsage = readUsage;
  }

  /** Discards the usage until now, which is not part of the run. */
  start(): void {
    this.#readUsage();
  }

  tick(snapshot: Snapshot): void {
    const usage = this.#readUsage(); // also while no test runs: that time is not part of the next sample
    if (snapshot.state === 'ready') return;
    this.#restartIfReset(snapshot);
    this.#add(usage);
  }

  /** Adds a sample only if there is none yet: the time since the last tick may be too short to measure a share. */
  end(snapshot: Snapshot): void {
    this.#restartIfReset(snapshot);
    if (this.#values.cpu.length === 0) this.#add(this.#readUsage());
  }

  view(name: string): MetricReading | null {
    const values = Object.hasOwn(this.#values, name) ? this.#values[name as SampledName] : undefined;
    return values === undefined || values.length === 0 ? null : new SampledReading(values, values.length);
  }

  /** Another test, or statistics that were reset. */
  #restartIfReset({ stats }: Snapshot): void {
    if (stats.resets !== this.#resets) this.#values = noSamples();
    this.#resets = stats.resets;
  }

  #add({ cpu, memory, loopDelay }: GeneratorUsage): void {
    if (cpu !== null) this.#values.cpu.push(cpu);
    if (memory !== null) this.#values.memory.push(memory);
    if (loopDelay !== null) this.#values['loop delay'].push(loopDelay);
  }
}

function noSamples(): Samples {
  return { cpu: [], memory: [], 'loop delay': [] };
}

/** The first `length` of a list that only grows. */
class SampledReading implements MetricReading {
  readonly startedAt = null;
  readonly #values: readonly number[];
  readonly #length: number;

  constructor(values: readonly number[], length: number) {
    this.#values = values;
    this.#length = length;
  }

  statisticSince(earlier: MetricReading | null, statistic: MetricStatistic): number | null {
    const from = earlier instanceof SampledReading && earlier.#values === this.#values ? earlier.#length : 0;
    const values = this.#values.slice(from, this.#length).sort((a, b) => a - b);
    const at = (rank: number) => values[rank] ?? null;
    if (values.length === 0) return null;
    if (typeof statistic === 'object')
      return at(Math.min(Math.trunc(values.length * statistic.fraction), values.length - 1));
    switch (statistic) {
      case 'average':
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      case 'median':
        return at(Math.floor((values.length - 1) / 2));
      case 'minimum':
        return at(0);
      case 'maximum':
        return at(values.length - 1);
      case 'value':
        return this.#values[this.#length - 1] ?? null;
      default:
        return null;
    }
  }
}

/** Samples of the load generator, once a second: CPU, memory, delay of the event loop. */
import { getHeapStatistics } from 'node:v8';
import type { MetricSource, MetricStatistic, MetricView } from '../../core/metric-source.js';
import type { Reporter } from '../../core/reporter.js';
import type { EventLoopUsage } from '../../util/loop/event-loop-monitor.js';
import type { SampledName } from './target.js';

/** Keeps every sample: three numbers a second. CPU is the share of time, 0..1, in which the event loop was busy. */
export class GeneratorMetrics implements MetricSource, Reporter {
  readonly name = 'load generator';
  readonly #readUsage: () => EventLoopUsage;
  readonly #readMemory: () => number;
  readonly #values: Readonly<Record<SampledName, number[]>> = { cpu: [], memory: [], 'loop delay': [] };

  /** `readMemory` returns bytes; by default those of the V8 heap. */
  constructor(readUsage: () => EventLoopUsage, readMemory = () => getHeapStatistics().total_physical_size) {
    this.#readUsage = readUsage;
    this.#readMemory = readMemory;
  }

  /** Starts again: the time before is not part of the run. */
  start(): void {
    this.#readUsage();
  }

  tick(): void {
    const { loopUtilization, loopDelay } = this.#readUsage();
    this.#values.cpu.push(loopUtilization);
    this.#values.memory.push(this.#readMemory());
    this.#values['loop delay'].push(loopDelay);
  }

  end(): void {
    this.tick();
  }

  view(name: string): MetricView | null {
    const values = Object.hasOwn(this.#values, name) ? this.#values[name as SampledName] : undefined;
    return values === undefined || values.length === 0 ? null : new SampledView(values, values.length);
  }
}

/** The first `length` of a list that only grows. */
class SampledView implements MetricView {
  readonly #values: readonly number[];
  readonly #length: number;

  constructor(values: readonly number[], length: number) {
    this.#values = values;
    this.#length = length;
  }

  statisticSince(earlier: MetricView | null, statistic: MetricStatistic): number | null {
    const from = earlier instanceof SampledView ? earlier.#length : 0;
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

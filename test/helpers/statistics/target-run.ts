/** A run without a clock: statistics that a test fills, and the moments at which targets are judged. */
import type { Moment } from '../../../src/analysis/targets/mark.js';
import type { MetricSource } from '../../../src/core/metric-source.js';
import type { RunnerState } from '../../../src/core/runner.js';
import type { Sample } from '../../../src/stats/sample.js';
import { Stats } from '../../../src/stats/stats.js';
import { viewStats } from '../../../src/stats/view.js';
import { makeSample } from './samples.js';

/** The epoch second of the start. */
export const runStart = 1_700_000_000;

export class TargetRun {
  readonly stats = new Stats({}, runStart);
  readonly metrics: MetricSource[] = [];
  state: RunnerState = 'running';
  iterations = 0;
  /** Epoch seconds. */
  at = runStart;

  /** Requests that finish now. */
  record(...responseTimes: number[]): this {
    for (const responseTime of responseTimes) this.stats.record(makeSample({ responseTime }), this.at);
    return this;
  }

  recordSample(given: Partial<Sample>, times = 1): this {
    for (let i = 0; i < times; i++) this.stats.record(makeSample(given), this.at);
    return this;
  }

  /** Lets seconds pass. */
  pass(seconds: number): this {
    this.at += seconds;
    return this;
  }

  /** How things are now. */
  moment(): Moment {
    const { at, state, iterations, metrics } = this;
    const users = { userCount: 3, targetUserCount: 3, reachedUserCount: 3, userClassesCount: {}, requestsInFlight: 0 };
    return { metrics, snapshot: { at, state, ...users, iterations, stats: viewStats(this.stats, at) } };
  }
}

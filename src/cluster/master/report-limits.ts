/** Limits how many names the reports of workers can add to the statistics: any program may send them, and each takes memory. */
import type { Environment } from '../../core/environment.js';
import type { EntryDelta, StatsDelta } from '../../stats/delta.js';
import type { MetricDelta } from '../../stats/metrics/metrics.js';

/** How much a master keeps; beyond it, requests are counted under one name, and metrics are not counted. */
export interface ReportLimits {
  readonly entries: number;
  readonly metrics: number;
}

/** A test of 10,000 names is possible, one of more has no readable report. */
export const defaultReportLimits: ReportLimits = { entries: 100_000, metrics: 10_000 };

const otherRequests = { name: '(other)', method: '' };

/** The reports of one master. */
export class ReportLimiter {
  readonly #environment: Environment;
  readonly #limits: ReportLimits;
  readonly #warnings = new Set<string>();

  constructor(environment: Environment, limits: ReportLimits = defaultReportLimits) {
    this.#environment = environment;
    this.#limits = limits;
  }

  /** The delta with the names for which there is room, and the groups that this master has asked for. */
  limit(delta: StatsDelta): StatsDelta {
    const asked = this.#environment.requestGroups?.names;
    return {
      ...delta,
      entries: this.#limitEntries(delta.entries),
      groups: delta.groups?.filter(({ name }) => asked?.has(name)) ?? [],
      metrics: this.limitMetrics(delta.metrics),
    };
  }

  /** The metrics for whose names there is room. */
  limitMetrics(deltas: readonly MetricDelta[]): readonly MetricDelta[] {
    const { metrics } = this.#environment.stats;
    let room = this.#limits.metrics - metrics.nameCount;
    if (deltas.length <= room) return deltas;
    return deltas.filter((delta) => {
      if (metrics.has(delta) || room-- > 0) return true;
      this.#warn(
        `custom metrics of more than ${formatCount(this.#limits.metrics)} names: further ones are not recorded.`,
      );
      return false;
    });
  }

  #limitEntries(entries: readonly EntryDelta[]): readonly EntryDelta[] {
    const { stats } = this.#environment;
    let room = this.#limits.entries - stats.entryCount;
    if (entries.length <= room) return entries; // as usual: without a look at the names
    return entries.map((entry) => {
      if (stats.has(entry.name, entry.method) || room-- > 0) return entry;
      this.#warn(
        `requests of more than ${formatCount(this.#limits.entries)} names: those of further names are counted as ${otherRequests.name}.`,
      );
      return { ...entry, ...otherRequests };
    });
  }

  /** Once for each kind of names. */
  #warn(what: string): void {
    if (this.#warnings.has(what)) return;
    this.#warnings.add(what);
    this.#environment.log.logger('locust.runners').warning(`Workers report ${what}`);
  }
}

function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** Which percentiles reports show, as fractions, and the names they have there. */
import { inspect } from 'node:util';
import { TslocError } from '../util/error.js';
import { pythonFloat } from '../util/text/format.js';

/** Locust's lists. */
export const defaultPercentiles = {
  report: Object.freeze([0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1]),
  statistics: Object.freeze([0.95, 0.99]),
  chart: Object.freeze([0.5, 0.95]),
} as const;

/** More lines in one chart than this cannot be told apart; Locust's limit. */
const maxChartPercentiles = 6;

/** `50%` for 0.5, `99.9%` for 0.999: Locust's column names, with the digits that Python's floats show (0.29 is `29.0%`). */
export function percentileLabel(fraction: number): string {
  const percent = fraction * 100;
  if (Number.isInteger(percent)) return `${percent}%`;
  return `${pythonFloat(Math.round(percent * 1e6) / 1e6)}%`;
}

/**
 * A frozen copy of a list for the setting called `name`.
 * @throws {TslocError} `BAD_PERCENTILE` unless it lists different fractions, above 0 and up to 1
 */
export function checkPercentiles(name: string, list: readonly number[]): readonly number[] {
  const expected = `Expected ${name} to list different fractions above 0 and up to 1, such as [0.5, 0.95]`;
  const isList = Array.isArray(list) && list.length > 0 && list.every((one) => isFraction(one) && one > 0);
  if (!isList || new Set(list.map(percentileLabel)).size < list.length)
    throw new TslocError('BAD_PERCENTILE', `${expected}, got ${inspect(list)}.`);
  if (name === 'percentilesToChart' && list.length > maxChartPercentiles) {
    const message = `Expected ${name} to list at most ${maxChartPercentiles} fractions, got ${list.length}.`;
    throw new TslocError('BAD_PERCENTILE', message);
  }
  return Object.freeze([...list]);
}

/** The three lists of a run; each may be set, best in a listener of `init`. Source: Locust's PERCENTILES_TO_… lists. */
export class PercentileLists {
  #report: readonly number[] = defaultPercentiles.report;
  #statistics: readonly number[] = defaultPercentiles.statistics;
  #chart: readonly number[] = defaultPercentiles.chart;

  /** Columns of the CSV files and of the percentile table; read when the files are created, after `init`. */
  get percentilesToReport(): readonly number[] {
    return this.#report;
  }

  /** @throws {TslocError} `BAD_PERCENTILE` */
  set percentilesToReport(list: readonly number[]) {
    this.#report = checkPercentiles('percentilesToReport', list);
  }

  /** Columns of the statistics of the web page. */
  get percentilesToStatistics(): readonly number[] {
    return this.#statistics;
  }

  /** @throws {TslocError} `BAD_PERCENTILE` */
  set percentilesToStatistics(list: readonly number[]) {
    this.#statistics = checkPercentiles('percentilesToStatistics', list);
  }

  /** Lines of the response time chart, at most six. */
  get percentilesToChart(): readonly number[] {
    return this.#chart;
  }

  /** @throws {TslocError} `BAD_PERCENTILE` */
  set percentilesToChart(list: readonly number[]) {
    this.#chart = checkPercentiles('percentilesToChart', list);
  }
}

/** @throws {TslocError} `BAD_PERCENTILE` for anything but 0 to 1 */
export function checkFraction(fraction: number): void {
  if (isFraction(fraction)) return;
  const hint = 'The 95th percentile is getResponseTimePercentile(0.95).';
  throw new TslocError('BAD_PERCENTILE', `Expected a fraction from 0 to 1, got ${inspect(fraction)}.`, { hint });
}

function isFraction(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

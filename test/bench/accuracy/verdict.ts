/** Compares what tsloc measured with what the server measured. Pure. */
import type { EntryView } from '../../../src/stats/entry-view.js';
import { percentileLabel } from '../../../src/stats/percentiles.js';
import { median } from '../table.js';
import type { Condition } from './measured.js';
import { type Account, fractions } from './times.js';

/** Results of the client. */
export interface ClientAccount extends Account, Condition {
  /** Percentiles as in reports: whole ms. */
  readonly shown: readonly number[];
  /** Lines of its log, warnings and above. */
  readonly log: readonly string[];
}

/** Results of the server: the true percentiles are between its `percentiles` and `atMost`. */
export interface ServerAccount extends Account {
  readonly atMost: readonly number[];
}

/** Results of one run. */
export interface Run {
  readonly server: ServerAccount;
  readonly client: ClientAccount;
}

/** The allowed difference: 1 %, or 0.3 ms if that is more. */
export function tolerance(expected: number): number {
  return Math.max(0.3, expected / 100);
}

/** How far each percentile is outside of the server's bounds, ms. @throws if both sides saw different numbers of requests */
export function differences({ server, client }: Run): number[] {
  if (server.count !== client.count)
    throw new Error(`The server answered ${server.count} requests, its client counted ${client.count}.`);
  return client.percentiles.map((ours, i) => {
    const [least, most] = [server.percentiles[i] as number, server.atMost[i] as number];
    return ours - Math.min(Math.max(ours, least), most);
  });
}

/** The medians of several runs. */
export function medianDifferences(runs: readonly Run[]): number[] {
  const all = runs.map(differences);
  return fractions.map((_, i) => median(all.map((one) => one[i] as number)));
}

/** For each percentile, true if the median difference is within tolerance. */
export function verdicts(runs: readonly Run[]): boolean[] {
  const expected = fractions.map((_, i) => median(runs.map(({ server }) => server.percentiles[i] as number)));
  return medianDifferences(runs).map((difference, i) => Math.abs(difference) <= tolerance(expected[i] as number));
}

/** True if a report shows what was measured, rounded to whole ms and three significant digits. */
export function isShown({ percentiles, shown }: Pick<ClientAccount, 'percentiles' | 'shown'>): boolean {
  return percentiles.every((value, i) => Math.abs(value - (shown[i] as number)) <= 0.5 + value / 1_000);
}

/** The percentiles of a report at {@link fractions}. */
export function shownPercentiles(entry: Pick<EntryView, 'percentiles'> | undefined): number[] {
  return fractions.map((fraction) => entry?.percentiles[percentileLabel(fraction)] ?? Number.NaN);
}

/** What tsloc measured, against what the server says of itself. Pure. */
import type { EntryView } from '../../../src/stats/entry-view.js';
import { percentileLabel } from '../../../src/stats/percentiles.js';
import { median } from '../table.js';
import type { Condition } from './measured.js';
import { type Account, fractions } from './times.js';

/** What the side of tsloc saw. */
export interface ClientAccount extends Account, Condition {
  /** Percentiles as every report shows them: whole ms. */
  readonly shown: readonly number[];
  /** Lines of its log, warnings and worse. */
  readonly log: readonly string[];
}

/** What the server knows: the truth lies between its percentiles and these. */
export interface ServerAccount extends Account {
  readonly atMost: readonly number[];
}

/** What both sides of one run saw. */
export interface Run {
  readonly server: ServerAccount;
  readonly client: ClientAccount;
}

/** As near as this to the truth is true: 1 % of it, or 0.3 ms if that is more. */
export function tolerance(truth: number): number {
  return Math.max(0.3, truth / 100);
}

/** How much too long each percentile is at least, ms: 0 if it may be true. @throws if both did not see the same requests */
export function differences({ server, client }: Run): number[] {
  if (server.count !== client.count)
    throw new Error(`The server answered ${server.count} requests, its client counted ${client.count}.`);
  return client.percentiles.map((ours, i) => {
    const [least, most] = [server.percentiles[i] as number, server.atMost[i] as number];
    return ours - Math.min(Math.max(ours, least), most);
  });
}

/** The same, the median of some runs. */
export function medianDifferences(runs: readonly Run[]): number[] {
  const all = runs.map(differences);
  return fractions.map((_, i) => median(all.map((one) => one[i] as number)));
}

/** For each percentile, true if its median is near enough to the truth. */
export function verdicts(runs: readonly Run[]): boolean[] {
  const truth = fractions.map((_, i) => median(runs.map(({ server }) => server.percentiles[i] as number)));
  return medianDifferences(runs).map((difference, i) => Math.abs(difference) <= tolerance(truth[i] as number));
}

/** True if a report shows what was measured, in whole ms: rounded, and by three significant digits. */
export function isShown({ percentiles, shown }: Pick<ClientAccount, 'percentiles' | 'shown'>): boolean {
  return percentiles.every((value, i) => Math.abs(value - (shown[i] as number)) <= 0.5 + value / 1_000);
}

/** At {@link fractions}, as a report has them. */
export function shownPercentiles(entry: Pick<EntryView, 'percentiles'> | undefined): number[] {
  return fractions.map((fraction) => entry?.percentiles[percentileLabel(fraction)] ?? Number.NaN);
}

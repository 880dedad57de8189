/** The latest rates of each row, for sparklines. */
import type { EntryRow, History } from '../../contracts/feed.js';

/** Rates of rows by their key, oldest first. */
export type Trends = ReadonlyMap<string, readonly number[]>;

/** A row's key: its method and name. */
export function rowKey({ method, name }: { readonly method: string; readonly name: string }): string {
  return `${method} ${name}`;
}

/** The trends in a history. */
export function trendsOf(history: History): Trends {
  return new Map(history.trends.map((trend) => [rowKey(trend), trend.rps.slice(-maxRates)]));
}

/** `trends` with one more rate for each of `rows`. */
export function extendTrends(trends: Trends, rows: Iterable<EntryRow>): Trends {
  const longer = new Map<string, readonly number[]>();
  for (const row of rows) {
    const key = rowKey(row);
    longer.set(key, [...(trends.get(key) ?? []).slice(1 - maxRates), row.currentRps]);
  }
  return longer;
}

const maxRates = 60;

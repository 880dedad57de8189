/** The latest rates of each row, for sparklines. */
import type { EntryRow, History } from '../../contracts/feed.js';

/** Rates of rows by their key, oldest first. */
export type Trends = ReadonlyMap<string, readonly number[]>;

/** What identifies a row. */
export interface RowId {
  readonly method: string;
  readonly name: string;
}

/** A row's key, which is in the address of the page: `GET /a`. A space in a method, such as `SQL query`, becomes `%20`. */
export function rowKey({ method, name }: RowId): string {
  return `${method.replaceAll('%', '%25').replaceAll(' ', '%20')} ${name}`;
}

/** The row of a key. */
export function rowIdOf(key: string): RowId {
  const gap = key.indexOf(' ');
  const method = key.slice(0, Math.max(0, gap)).replaceAll('%20', ' ').replaceAll('%25', '%');
  return { method, name: key.slice(gap + 1) };
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

/** Reads Locust's CSV files as a script would. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** The rows of a file, by the names in its header. */
export function readCsv(path: string): Record<string, string>[] {
  return parse(readFileSync(path), { columns: true }) as Record<string, string>[];
}

/** Request Count by `METHOD name`, without the aggregate. */
export function requestCounts(prefix: string): Record<string, number> {
  const rows = readCsv(`${prefix}_stats.csv`).filter((row) => row.Name !== 'Aggregated');
  return Object.fromEntries(rows.map((row) => [`${row.Type} ${row.Name}`, Number(row['Request Count'])]));
}

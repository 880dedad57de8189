/** Sorts workers in the order in which they get users: Locust's, which alternates between hosts with several workers. */
import { compareText } from '../../util/text/compare-text.js';

/**
 * Ids sorted by their number within their host, then by id; the host is what precedes the first `_`.
 * Source: Locust's dispatcher, _sort_workers.
 */
export function sortWorkers(ids: readonly string[]): string[] {
  const seen = new Map<string, number>();
  const numbered = ids.toSorted(compareText).map((id) => {
    const host = id.split('_', 1)[0] as string;
    const number = seen.get(host) ?? 0;
    seen.set(host, number + 1);
    return { id, number };
  });
  return numbered.sort((a, b) => a.number - b.number || compareText(a.id, b.id)).map(({ id }) => id);
}

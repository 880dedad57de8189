/** Where the reader is: the tab and the open row, kept in the address so that it can be shared. */
import { signal } from '@preact/signals';

/** A place in the page. */
export interface Place {
  /** Locust's key of a tab: `stats`, `charts`, … */
  readonly tab: string;
  /** Method and name of the row that is open; null for none. */
  readonly row: string | null;
}

export const place = signal<Place>({ tab: 'stats', row: null });

/** The place that the query of an address means. */
export function placeOf(query: string): Place {
  const parameters = new URLSearchParams(query);
  return { tab: parameters.get('tab') || 'stats', row: parameters.get('row') };
}

/** `query` with the parameters of the place; others are kept. */
export function queryOf(query: string, { tab, row }: Place): string {
  const parameters = new URLSearchParams(query);
  parameters.set('tab', tab);
  if (row === null) parameters.delete('row');
  else parameters.set('row', row);
  return `?${parameters}`;
}

/** Goes to a place; the browser's back button leads to where the reader was. */
export function goTo(change: Partial<Place>): void {
  const next = { ...place.value, ...change };
  if (next.tab === place.value.tab && next.row === place.value.row) return;
  place.value = next;
  // The address of a report on disk may not be changed.
  if (location.protocol !== 'file:') history.pushState(null, '', queryOf(location.search, next) + location.hash);
}

/** Follows the address from now on. */
export function startRoute(): void {
  place.value = placeOf(location.search);
  addEventListener('popstate', () => {
    place.value = placeOf(location.search);
  });
}

/** Which of a table's columns are shown. */
import { useMemo, useState } from 'preact/hooks';
import { recall, remember } from '../shell/storage.js';
import type { Column } from './column.js';

/** The shown columns, and how to choose others; kept under `key`. `columns` must be the same list at each call. */
export function useColumns<Row>(key: string, columns: readonly Column<Row>[]) {
  const [changes, setChanges] = useState(() => recall(key));
  const shown = useMemo(() => shownColumns(columns, changes), [columns, changes]);
  const chosen = useMemo(() => columns.filter((column) => shown.has(column.key)), [columns, shown]);
  const choose = (next: ReadonlySet<string>) => {
    setChanges(changesOf(columns, next));
    remember(key, changesOf(columns, next));
  };
  return { chosen, shown, choose };
}

/** The keys of the columns to show: all but the optional ones, with the stored differences applied. */
export function shownColumns<Row>(columns: readonly Column<Row>[], stored: string | null): ReadonlySet<string> {
  const changed = new Set((stored ?? '').split(' '));
  return new Set(columns.filter((column) => !column.isOptional !== changed.has(column.key)).map(({ key }) => key));
}

/** The part of a choice to store: only differences from the default, so that columns of a later version are shown. */
export function changesOf<Row>(columns: readonly Column<Row>[], shown: ReadonlySet<string>): string {
  return columns
    .filter(({ key, isOptional = false }) => shown.has(key) === isOptional)
    .map(({ key }) => key)
    .join(' ');
}

/** Rows of the test in the order that tables begin with. */
import { computed } from '@preact/signals';
import { compareText } from '../../../util/text/compare-text.js';
import type { EntryRow, MetricRow } from '../../contracts/feed.js';
import { run } from './run-state.js';

/** By name, then method. */
export const entryRows = computed(() => [...run.value.entries.values()].sort(byNameAndMethod));

/** The most frequent first. */
export const failureRows = computed(() =>
  [...run.value.failures.values()].sort((a, b) => b.occurrences - a.occurrences),
);

/** The most frequent first. */
export const exceptionRows = computed(() => [...run.value.exceptions.values()].sort((a, b) => b.count - a.count));

/** By name, then kind. */
export const metricRows = computed(() => [...run.value.metrics.values()].sort(byNameAndKind));

function byNameAndKind(a: MetricRow, b: MetricRow): number {
  return compareText(a.name, b.name) || compareText(a.kind, b.kind);
}

function byNameAndMethod(a: EntryRow, b: EntryRow): number {
  return compareText(a.name, b.name) || compareText(a.method, b.method);
}

/** The state that all parts of the page share: the test and the connection. */
import { computed, signal } from '@preact/signals';
import type { FeedEvents, RowHistory } from '../../contracts/feed.js';
import { type RunView, unknownRun, withHistory, withMarker, withSnapshot } from './run-view.js';

export const run = signal<RunView>(unknownRun);

/** `frozen` is a report: it gets no events. */
export const connection = signal<'connecting' | 'open' | 'lost' | 'frozen'>('connecting');

/** Rows that a report holds; null where they come from the server. */
export const frozenRows = signal<readonly RowHistory[] | null>(null);

/** Whether a server that was lost is back with a test that the page does not know. */
export const isOtherTest = signal(false);

/** The state in `window.templateArgs`, then that of the latest snapshot: a history, which has none, changes nothing. */
export const knownState = signal('ready');

/** Locust's word for the state of the test. */
export const state = computed(() => run.value.snapshot?.state ?? knownState.value);

/** Whether users run or are being started. */
export const isActive = computed(() => state.value === 'spawning' || state.value === 'running');

/** Applies an event of the feed. */
export function takeEvent<K extends keyof FeedEvents>(kind: K, data: FeedEvents[K]): void {
  if (kind === 'history') takeHistory(data as FeedEvents['history']);
  else if (kind === 'snapshot') takeSnapshot(data as FeedEvents['snapshot']);
  else run.value = withMarker(run.value, data as FeedEvents['marker']);
}

/** A connection begins: its first snapshot has the latest log lines again. */
export function takeOpen(): void {
  isLogSentAgain = true;
  isReturning = connection.value === 'lost';
  connection.value = 'open';
}

/** The connection is lost. */
export function takeLoss(): void {
  connection.value = 'lost';
  isOtherTest.value = false;
}

let isReturning = false;
let isLogSentAgain = false;

function takeHistory(history: FeedEvents['history']): void {
  const { testId } = run.value;
  isOtherTest.value = isReturning && testId !== null && testId !== history.testId;
  isReturning = false;
  run.value = withHistory(run.value, history);
}

function takeSnapshot(snapshot: FeedEvents['snapshot']): void {
  knownState.value = snapshot.state;
  const known = isLogSentAgain ? { ...run.value, log: [] } : run.value;
  isLogSentAgain = false;
  run.value = withSnapshot(known, snapshot);
}

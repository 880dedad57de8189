/** What the page's parts look at: the test, the connection, and which of the server's words are current. */
import { computed, signal } from '@preact/signals';
import type { FeedEvents, RowHistory } from '../../feed.js';
import { type RunView, unknownRun, withHistory, withMarker, withSnapshot } from './run-view.js';

export const run = signal<RunView>(unknownRun);

/** `frozen` is a report: nothing comes any more. */
export const connection = signal<'connecting' | 'open' | 'lost' | 'frozen'>('connecting');

/** Rows that a report holds; null where the server is asked. */
export const frozenRows = signal<readonly RowHistory[] | null>(null);

/** True once a server that was lost is back with a test that the page does not know. */
export const isOtherTest = signal(false);

/** What `window.templateArgs` said the state was, until the feed says more. */
export const firstState = signal('ready');

/** Locust's word for the state of the test. */
export const state = computed(() => run.value.snapshot?.state ?? firstState.value);

/** True while users run or are being started. */
export const isActive = computed(() => state.value === 'spawning' || state.value === 'running');

/** Takes in an event of the feed. */
export function takeEvent<K extends keyof FeedEvents>(kind: K, data: FeedEvents[K]): void {
  if (kind === 'history') takeHistory(data as FeedEvents['history']);
  else if (kind === 'snapshot') run.value = withSnapshot(run.value, data as FeedEvents['snapshot']);
  else run.value = withMarker(run.value, data as FeedEvents['marker']);
}

/** A connection begins: the server sends its latest log lines again. */
export function takeOpen(): void {
  run.value = { ...run.value, log: [] };
  isReturning = connection.value === 'lost';
  connection.value = 'open';
}

/** The server is gone. */
export function takeLoss(): void {
  connection.value = 'lost';
  isOtherTest.value = false;
}

let isReturning = false;

function takeHistory(history: FeedEvents['history']): void {
  const { testId } = run.value;
  isOtherTest.value = isReturning && testId !== null && testId !== history.testId;
  isReturning = false;
  run.value = withHistory(run.value, history);
}

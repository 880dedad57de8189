/** The number of warnings and errors in the log that the user has not seen. */
import { computed, signal } from '@preact/signals';
import type { LogLine } from '../../contracts/feed.js';
import { run } from '../feed/run-state.js';
import { isAlarming } from './log-line.js';

const log = computed(() => run.value.log);

/** Alarming lines that are known, oldest first. */
const alarms = computed(() => log.value.filter(({ text }) => isAlarming(text)));

/** The newest one of each node when the log tab was last open: counts would not survive another process or dropped lines. */
const seen = signal<ReadonlyMap<string, string>>(new Map());

/** How many are new. */
export const newAlarms = computed(() => countNew(alarms.value, seen.value));

/** To be called while the log is shown: all known lines are seen. */
export function seeAlarms(): void {
  seen.value = new Map([...seen.peek(), ...alarms.peek().map(({ node, text }) => [node, text] as const)]);
}

/** Those after the seen line of their node; all of a node whose seen line is not there. */
function countNew(lines: readonly LogLine[], seenOf: ReadonlyMap<string, string>): number {
  const counts = new Map<string, number>();
  for (const { node, text } of lines) counts.set(node, seenOf.get(node) === text ? 0 : (counts.get(node) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** The number of warnings and errors in the log that the user has not seen. */
import { computed, signal } from '@preact/signals';
import { run } from '../feed/run-state.js';
import { isAlarming } from './log-line.js';

/** Alarming lines that are known. */
export const totalAlarms = computed(() => run.value.log.filter(({ text }) => isAlarming(text)).length);

/** How many there were when the log tab was last open. */
export const seenAlarms = signal(0);

/** How many are new. */
export const newAlarms = computed(() => Math.max(0, totalAlarms.value - seenAlarms.value));

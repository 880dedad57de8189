/** The percentiles that charts show; the choice is stored in the browser. */
import { signal } from '@preact/signals';
import { pageArguments } from '../page-arguments.js';
import { recall, remember } from '../shell/storage.js';

const storageKey = 'percentiles';

/** Fractions, 0..1. */
export const chosenPercentiles = signal<readonly number[]>(
  storedFractions(recall(storageKey)) ?? pageArguments.value.percentiles_to_chart ?? [0.5, 0.95],
);

export function choosePercentiles(fractions: readonly number[]): void {
  chosenPercentiles.value = fractions;
  remember(storageKey, fractions.join(' '));
}

/** The stored choice; null if there is none, or an invalid one. */
export function storedFractions(stored: string | null): readonly number[] | null {
  if (stored === null) return null;
  const fractions = stored.split(' ').filter(Boolean).map(Number);
  return fractions.every((fraction) => fraction > 0 && fraction <= 1) ? fractions : null;
}

/**
 * The load that this page has started last: its next start form begins with it, unless somebody else has started a test since.
 * Only what the server does not tell is taken from it: somebody else may have changed the rest.
 */
import { effect, signal } from '@preact/signals';
import { isActive, state } from '../feed/run-state.js';
import type { PageArguments } from '../page-arguments.js';

/** The fields that were sent last with success; null before the first. */
export const lastLoad = signal<URLSearchParams | null>(null);

/** Remembers the fields of an edit; those that it did not send are kept. */
export function rememberLoad(fields: URLSearchParams): void {
  const known = new URLSearchParams(lastLoad.value ?? '');
  for (const name of new Set(fields.keys())) {
    known.delete(name);
    for (const value of fields.getAll(name)) known.append(name, value);
  }
  lastLoad.value = known;
}

let isStarting = false;

/** To be called before the page sends a start, and with false if it is refused: the next test that begins is its own. */
export function expectStart(isExpected: boolean): void {
  isStarting = isExpected;
}

/** Forgets the last load when a test begins that somebody else has started; until the returned function is called. */
export function followStarts(): () => void {
  let hasBegun = isActive.peek();
  return effect(() => {
    if (state.value === 'ready' || state.value === 'stopped') hasBegun = false;
    if (!isActive.value || hasBegun) return;
    hasBegun = true;
    if (!isStarting) lastLoad.value = null;
    isStarting = false;
  });
}

/** `args`, with the run time that was sent last: the server tells an earlier one if that was empty. */
export function withLastLoad(args: PageArguments, last: URLSearchParams | null): PageArguments {
  const runTime = last?.get('run_time') ?? null;
  return runTime === null ? args : { ...args, run_time: runTime };
}

/** The classes that a form begins with: those sent last, else those that run, else all. */
export function chosenClasses(
  all: readonly string[],
  running: Readonly<Record<string, number>>,
  last: URLSearchParams | null,
): readonly string[] {
  const sent = all.filter((name) => last?.getAll('user_classes').includes(name));
  if (sent.length > 0) return sent;
  const active = all.filter((name) => (running[name] ?? 0) > 0);
  return active.length > 0 ? active : all;
}

/** The shape that a form begins with: the one sent last, else the first. */
export function chosenShape(all: readonly string[], last: URLSearchParams | null): string {
  return all.find((name) => name === last?.get('shape_class')) ?? all[0] ?? '';
}

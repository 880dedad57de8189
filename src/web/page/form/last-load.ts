/** The load that this page has started last: its next start form begins with it, unless somebody else has started a test since. */
import { effect, signal } from '@preact/signals';
import { isActive, state } from '../feed/run-state.js';
import type { ExtraOption, PageArguments } from '../page-arguments.js';
import { isFlag } from './load-fields.js';

/** The fields that were sent last with success; null before the first. */
export const lastLoad = signal<URLSearchParams | null>(null);

/** Remembers fields that were sent; those that an edit did not send are kept. */
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

/** `args`, with the values that were sent last instead of those of the document. */
export function withLastLoad(args: PageArguments, last: URLSearchParams | null): PageArguments {
  if (last === null) return args;
  const text = (name: string) => last.get(name);
  const number = (name: string) => (last.has(name) ? Number(last.get(name)) : undefined);
  return {
    ...args,
    user_count: number('user_count') ?? args.user_count ?? null,
    spawn_rate: number('spawn_rate') ?? args.spawn_rate ?? null,
    host: text('host') ?? args.host ?? null,
    run_time: text('run_time') ?? args.run_time ?? null,
    profile: text('profile') ?? args.profile ?? null,
    extra_options: Object.fromEntries(
      Object.entries(args.extra_options ?? {}).map(([name, option]) => [name, withLastValue(name, option, last)]),
    ),
  };
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

function withLastValue(name: string, option: ExtraOption, last: URLSearchParams): ExtraOption {
  if (!last.has(name) || option.is_secret === true) return option;
  const values = last.getAll(name);
  if (isFlag(option)) return { ...option, default_value: values[0] === 'true' };
  return { ...option, default_value: option.is_multiple === true ? values : (values[0] ?? null) };
}

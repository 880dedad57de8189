/** The settings of a user class as `POST /user` takes them. */
import type { UserSettings } from '../page-arguments.js';

/** The properties of an input that are read. */
export interface SettingInput {
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
}

/** The values of `inputs`, each of the type that it has in `before`; an empty number stays what it was. */
export function settingsOf(inputs: readonly SettingInput[], before: UserSettings): UserSettings {
  const tasks = inputs.filter(({ name, checked }) => name === 'tasks' && checked).map(({ value }) => value);
  const attributes = inputs
    .filter(({ name }) => name !== 'tasks')
    .map(({ name, value }) => [name, parseLike(value, before[name])] as const);
  return { ...Object.fromEntries(attributes), tasks: repeatAsBefore(tasks, before.tasks) };
}

function parseLike(text: string, before: unknown): unknown {
  if (typeof before === 'number') return text.trim() === '' || Number.isNaN(Number(text)) ? before : Number(text);
  if (typeof before === 'boolean') return text === 'true';
  return before === null && text === '' ? null : text;
}

/** Repeats a task as often as before: its weight is its number of repetitions. */
function repeatAsBefore(chosen: readonly string[], before: unknown): string[] {
  const known = Array.isArray(before) ? (before as string[]) : [];
  return [...known.filter((task) => chosen.includes(task)), ...chosen.filter((task) => !known.includes(task))];
}

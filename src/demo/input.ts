/** Checks of single values that came with a request. */
import { Refusal } from './refusal.js';

/** A text of 1 … `maxLength` characters. @throws Refusal 400 */
export function textOf(value: unknown, name: string, maxLength: number): string {
  if (typeof value === 'string' && value.length > 0 && value.length <= maxLength) return value;
  throw new Refusal(400, `Expected ${name} to be a text of 1 to ${maxLength} characters, got ${shown(value)}.`);
}

/** One of the `choices`. @throws Refusal 400 */
export function choiceOf<T extends string>(value: unknown, name: string, choices: readonly T[]): T {
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  throw new Refusal(400, `Expected ${name} to be ${choices.join(', ')}, got ${shown(value)}.`);
}

/** The address of something on the web. @throws Refusal 400 for anything but an http or https URL */
export function webAddressOf(value: unknown, name: string): string {
  const text = textOf(value, name, 2000);
  if (URL.canParse(text) && /^https?:/i.test(text)) return text;
  throw new Refusal(400, `Expected ${name} to be an http or https URL, got ${shown(value)}.`);
}

/** A whole number within `low` … `high` of a query, or `fallback` where it is not given. @throws Refusal 400 */
export function countOf(text: string | null, name: string, low: number, high: number, fallback: number): number {
  if (text === null) return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= low && value <= high) return value;
  throw new Refusal(400, `Expected ${name} to be a whole number from ${low} to ${high}, got ${shown(text)}.`);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

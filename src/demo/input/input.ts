/** Checks single values of a request. */
import { HttpError } from '../http-error.js';

/** A string of 1 … `maxLength` characters. @throws HttpError 400 */
export function requireText(value: unknown, name: string, maxLength: number): string {
  if (typeof value === 'string' && value.length > 0 && value.length <= maxLength) return value;
  throw new HttpError(400, `Expected ${name} to be a string of 1 to ${maxLength} characters, got ${describe(value)}.`);
}

/** One of the `choices`. @throws HttpError 400 */
export function requireChoice<T extends string>(value: unknown, name: string, choices: readonly T[]): T {
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  throw new HttpError(400, `Expected ${name} to be ${choices.join(', ')}, got ${describe(value)}.`);
}

/** A URL. @throws HttpError 400 for anything but an http or https URL */
export function requireUrl(value: unknown, name: string): string {
  const text = requireText(value, name, 2000);
  if (URL.canParse(text) && /^https?:/i.test(text)) return text;
  throw new HttpError(400, `Expected ${name} to be an http or https URL, got ${describe(value)}.`);
}

/** A whole number from `low` to `high` in a query, or `fallback` if it is absent. @throws HttpError 400 */
export function parseCount(text: string | null, name: string, low: number, high: number, fallback: number): number {
  if (text === null) return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= low && value <= high) return value;
  throw new HttpError(400, `Expected ${name} to be a whole number from ${low} to ${high}, got ${describe(text)}.`);
}

function describe(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

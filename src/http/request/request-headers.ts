/** The headers of a request: defaults, then the session's, then its own; later ones replace earlier ones. */
import { TslocError } from '../../util/error.js';
import { acceptEncoding } from '../response/decompress.js';
import { kindOf } from './fields.js';

/** Headers as users write them: null removes a header, a list of values repeats it. Names keep their case. */
export type HeaderValues = Readonly<Record<string, string | readonly string[] | null>>;

/** Shared by all requests without custom headers, so never changed. */
const defaults = ['accept', '*/*', 'accept-encoding', acceptEncoding, 'user-agent', 'tsloc'];

/** The defaults with the most common content types. */
const typedDefaults = new Map<string | null, string[]>([[null, defaults]]);
for (const type of ['application/json', 'application/x-www-form-urlencoded']) typedDefaults.set(type, withType(type));

/**
 * Merges layers of headers into name, value, name, value…; each layer overrides the ones before it, and `contentType`
 * is overridden by all of them.
 * @throws {TslocError} `BAD_HEADERS` for a value that is not a string, number or boolean
 */
export function mergeHeaders(
  contentType: string | null,
  first: HeaderValues | null,
  second: HeaderValues | null = null,
  third: HeaderValues | null = null,
  fourth: HeaderValues | null = null,
): string[] {
  const plain = typedDefaults.get(contentType) ?? withType(contentType as string);
  let merged = mergeLayer(plain, plain, first);
  merged = mergeLayer(merged, plain, second);
  merged = mergeLayer(merged, plain, third);
  return mergeLayer(merged, plain, fourth);
}

/** Copies `headers` first if they are `plain`, which requests share. */
function mergeLayer(headers: string[], plain: string[], layer: HeaderValues | null): string[] {
  let own = headers;
  if (layer === null) return own;
  for (const name of Object.keys(layer)) {
    if (own === plain) own = [...plain];
    setHeader(own, name, layer[name]);
  }
  return own;
}

function withType(contentType: string): string[] {
  return [...defaults, 'content-type', contentType];
}

/** Replaces the header in place, else appends it. Loops, since this is on the hot path of requests with headers. */
function setHeader(headers: string[], name: string, value: HeaderValues[string] | undefined): void {
  const at = findHeader(headers, name, 0);
  if (typeof value === 'string' && at < 0) headers.push(name, value);
  else if (typeof value === 'string' && findHeader(headers, name, at + 2) < 0) {
    headers[at] = name;
    headers[at + 1] = value;
  } else replaceHeader(headers, name, value, at);
}

function replaceHeader(headers: string[], name: string, value: HeaderValues[string] | undefined, place: number): void {
  for (let at = place; at >= 0; at = findHeader(headers, name, at)) headers.splice(at, 2);
  if (value === null || value === undefined) return;
  const lines = typeof value === 'string' ? [name, value] : headerLines(name, value);
  headers.splice(place < 0 ? headers.length : place, 0, ...lines);
}

/** Index of the next header with that name, ignoring case; −1 for none. */
function findHeader(headers: readonly string[], name: string, from: number): number {
  for (let at = from; at < headers.length; at += 2) {
    const other = headers[at] as string;
    if (other === name) return at;
    if (other.length === name.length && other.toLowerCase() === name.toLowerCase()) return at;
  }
  return -1;
}

/** User-supplied headers as a plain object. @throws {TslocError} `BAD_HEADERS` for anything but an object */
export function headerValuesOf(given: HeaderValues | Headers): HeaderValues {
  if (given instanceof Headers) return Object.fromEntries(given);
  if (typeof given === 'object' && given !== null && !(Symbol.iterator in given)) return given;
  const hint = 'Write { name: value }; a list of values repeats a header.';
  throw new TslocError('BAD_HEADERS', `Expected headers as an object or Headers, got ${kindOf(given)}.`, { hint });
}

/** The lines of a header whose value is a list, or not a string. */
function headerLines(name: string, values: unknown): string[] {
  return [values].flat().flatMap((value) => [name, valueText(name, value)]);
}

function valueText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  const hint = 'Write a string, or a list of strings to repeat the header.';
  throw new TslocError('BAD_HEADERS', `Expected a string as the header ${name}, got ${kindOf(value)}.`, { hint });
}

/** The same headers, with `values` replacing those of the same names; null removes one. */
export function withHeaders(headers: readonly string[], values: HeaderValues): string[] {
  const names = Object.keys(values);
  const changed = withoutHeaders(
    headers,
    names.map((name) => name.toLowerCase()),
  );
  for (const name of names) {
    const value = values[name];
    if (typeof value === 'string') changed.push(name, value);
    else if (value !== null && value !== undefined) changed.push(...headerLines(name, value));
  }
  return changed;
}

/** The same headers without those in `lowerNames`. */
export function withoutHeaders(headers: readonly string[], lowerNames: readonly string[]): string[] {
  return headers.filter((_, i) => !lowerNames.includes((headers[i - (i % 2)] as string).toLowerCase()));
}

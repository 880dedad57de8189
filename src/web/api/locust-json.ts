/** JSON as Locust's web API writes it: keys sorted, two spaces of indentation, ASCII only, a newline at the end. */
import { compareText } from '../../util/text/compare-text.js';

/** The text of a plain value. Numbers that JSON does not have (NaN, Infinity) become null. */
export function toLocustJson(value: unknown): string {
  return `${escapeNonAscii(JSON.stringify(sortKeys(value), null, 2) ?? 'null')}\n`;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  // defineProperty: a name such as __proto__ comes from outside.
  const sorted = {};
  for (const [key, item] of entries)
    Object.defineProperty(sorted, key, { value: sortKeys(item), enumerable: true, configurable: true });
  return sorted;
}

function escapeNonAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Files of known good output, compared byte for byte. `UPDATE_GOLDEN=1` rewrites tsloc's own; review the difference. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

const folder = new URL('../../golden/', import.meta.url);

/** What Locust wrote. */
export function locustGolden(name: string): string {
  return readFileSync(new URL(`locust/${name}`, folder), 'utf8');
}

/** Fails unless `text` equals the golden file. */
export function expectGolden(name: string, text: string): void {
  const file = new URL(`tsloc/${name}`, folder);
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, text);
  expect(existsSync(file), `${name} is missing: run with UPDATE_GOLDEN=1`).toBe(true);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

import { describe, expect, it } from 'vitest';
import { type Flag, type FlagKey, flags } from '../../../src/core/options/flags.js';

const rows = Object.entries(flags) as [FlagKey, Flag][];
const namesOf = ({ short, long }: Flag) => [short, long].filter((name) => name !== undefined);

describe('the option table', () => {
  it('uses no name and no environment variable twice', () => {
    const names = rows.flatMap(([, flag]) => namesOf(flag));
    const variables = rows.flatMap(([, { env }]) => env ?? []);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(variables).size).toBe(variables.length);
  });

  it('has no negated names: every option without a value gets its --no- form from the parser', () => {
    expect(rows.filter(([, { long }]) => long.startsWith('--no-'))).toEqual([]);
  });

  it('calls variables after Locust, or after tsloc where Locust has no such option', () => {
    for (const [, { long, env }] of rows) {
      const own = `TSLOC_${long.slice(2).replaceAll('-', '_').toUpperCase()}`;
      if (env !== undefined && !env.startsWith('LOCUST_')) expect(env).toBe(own);
    }
  });

  it('describes every option: a sentence, a placeholder for a value, choices where one must choose', () => {
    for (const [key, flag] of rows) {
      expect(flag.help, key).toMatch(/^[A-Z][^\n]+[^.\s]$/);
      expect(flag.metavar !== undefined, key).toBe(flag.type !== 'flag');
      expect(flag.choices !== undefined, key).toBe(flag.type === 'choice');
    }
  });
});

import { describe, expect, it } from 'vitest';
import { badScenario, expected, locate, plainValue } from '../../../src/analysis/scenarios/located.js';

describe('locate', () => {
  const date = new Date(0);
  const value = { a: { b: [1, { c: null }], left: undefined }, date };
  const node = locate(value, '', 'f.ts');

  it('gives each value of a script its path', () => {
    const places: string[] = [];
    const visit = (one: typeof node): void => {
      places.push(one.place);
      if (one.kind === 'list') one.items.forEach(visit);
      if (one.kind === 'map') for (const entry of one.entries) visit(entry.value);
    };
    visit(node);
    expect(places).toEqual([
      ...['f.ts', 'a of f.ts', 'a.b of f.ts', 'a.b[0] of f.ts', 'a.b[1] of f.ts', 'a.b[1].c of f.ts', 'date of f.ts'],
    ]);
  });

  it('keeps the value, without what is undefined', () => {
    expect(plainValue(node)).toEqual({ a: { b: [1, { c: null }] }, date });
    expect(Object.keys((plainValue(node) as typeof value).a)).toEqual(['b']);
  });
});

describe('badScenario and expected', () => {
  it('begin with the place', () => {
    expect(badScenario('f.yaml:1:2', 'Expected x.', 'Do y.')).toMatchObject({
      ...{ code: 'BAD_SCENARIO', exitCode: 2, message: 'f.yaml:1:2: Expected x.', hint: 'Do y.' },
    });
    expect(expected(locate([1], 'a', 'f.ts'), 'users', 'a number')).toMatchObject({
      message: 'a of f.ts: Expected users to be a number, got [ 1 ].',
    });
  });
});

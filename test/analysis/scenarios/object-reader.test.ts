import { describe, expect, it } from 'vitest';
import { locate } from '../../../src/analysis/scenarios/located.js';
import { camelCaseOf, objectOf } from '../../../src/analysis/scenarios/object-reader.js';
import { count, minutes, time } from '../../../src/analysis/scenarios/value-reader.js';
import { matchesSchema } from '../../helpers/files/json-schema.js';

const box = objectOf<{ maxItems: number; openFor: number }>('a box', [
  { key: 'maxItems', kind: count, description: 'How many.' },
  { key: 'openFor', kind: time, description: 'How long.', aliases: { openForMinutes: minutes } },
]);
const read = (value: unknown) => box.read(locate(value, 'b', 'f'), 'box b');

describe('objectOf', () => {
  it.each([
    [{}, {}],
    [
      { maxItems: 3, openFor: 5 },
      { maxItems: 3, openFor: 5 },
    ],
    [
      { max_items: 3, open_for_minutes: 5 },
      { maxItems: 3, openFor: 300 },
    ],
    [{ openForMinutes: 1 }, { openFor: 60 }],
  ])('reads %j, and so does its schema', (value, result) => {
    expect(read(value)).toEqual(result);
    expect(matchesSchema(value, box.schema)).toBe(true);
  });

  it.each([
    [3, 'b of f: Expected box b to be a map with the keys of a box, got 3.', undefined],
    [{ maxitem: 3 }, "b.maxitem of f: Expected a key of a box, got 'maxitem'.", "Did you mean 'max_items'?"],
    [
      { qqq: 3 },
      "b.qqq of f: Expected a key of a box, got 'qqq'.",
      'Known names: max_items, open_for, open_for_minutes.',
    ],
    [
      { max_items: -3 },
      'b.max_items of f: Expected max_items of box b to be a whole number of 0 or more, got -3.',
      undefined,
    ],
  ])('refuses %j, and so does its schema', (value, message, hint) => {
    expect(() => read(value)).toThrow(expect.objectContaining({ message, hint }));
    expect(matchesSchema(value, box.schema)).toBe(false);
  });

  it('refuses one thing under two names', () => {
    expect(() => read({ openFor: 1, open_for_minutes: 1 })).toThrow(
      "Expected openFor of box b once, got 'openFor' and 'open_for_minutes'.",
    );
  });
});

describe('camelCaseOf', () => {
  it.each([
    ['spawn_rate', 'spawnRate'],
    ['spawn-rate', 'spawnRate'],
    ['spawnRate', 'spawnRate'],
  ])('of %s is %s', (key, camelCase) => expect(camelCaseOf(key)).toBe(camelCase));
});

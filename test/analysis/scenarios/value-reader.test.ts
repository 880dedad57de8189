import { describe, expect, it } from 'vitest';
import { locate } from '../../../src/analysis/scenarios/located.js';
import * as kinds from '../../../src/analysis/scenarios/value-reader.js';
import { matchesSchema } from '../../helpers/files/json-schema.js';

const byName = {
  ...{ count: kinds.count, positive: kinds.positive, time: kinds.time, minutes: kinds.minutes, share: kinds.share },
  ...{ text: kinds.text, clockTime: kinds.clockTime, weights: kinds.weights, status: kinds.status },
  ...{ amount: kinds.amount, timeOrZero: kinds.timeOrZero, minutesOrZero: kinds.minutesOrZero },
  cronExpression: kinds.cronExpression,
} as const;
type KindName = keyof typeof byName;

const read = (name: KindName, value: unknown) =>
  (byName[name] as kinds.ValueKind<unknown>).read(locate(value, 'x', 'f'), 'x');

describe('the kinds of values', () => {
  it.each<[KindName, unknown, unknown]>([
    ['count', 0, 0],
    ['positive', 0.5, 0.5],
    ['time', 90, 90],
    ['time', 0.5, 0.5],
    ['time', '1h30m', 5400],
    ['time', '10', 10],
    ['minutes', 2, 120],
    ['minutes', '10', 600],
    ['timeOrZero', 0, 0],
    ['timeOrZero', '0s', 0],
    ['minutesOrZero', 0.5, 30],
    ['minutesOrZero', '0', 0],
    ['amount', 0, 0],
    ['minutes', '2s', 2],
    ['share', 0.05, 0.05],
    ['share', '5%', 0.05],
    ['text', 'a', 'a'],
    ['clockTime', '09:30', 570],
    ['clockTime', '0:00', 0],
    ['weights', { a: 1, b: '40%' }, { a: 1, b: 0.4 }],
    ['status', 429, 429],
    ['cronExpression', ' */5 0-6  * * MON ', '*/5 0-6 * * MON'],
  ])('%s reads %j, and so does its schema', (name, value, result) => {
    expect(read(name, value)).toEqual(result);
    expect(matchesSchema(value, byName[name].schema)).toBe(true);
  });

  it.each<[KindName, unknown]>([
    ['count', -1],
    ['count', 1.5],
    ['count', '3'],
    ['positive', 0],
    ['positive', Number.NaN],
    ['time', 0],
    ['time', '-1s'],
    ['time', 'soon'],
    ['time', ''],
    ['time', '1h20'],
    ['minutes', null],
    ['timeOrZero', -1],
    ['timeOrZero', 'never'],
    ['amount', -1],
    ['share', 1.1],
    ['share', '5'],
    ['text', ''],
    ['clockTime', '24:00'],
    ['clockTime', 9],
    ['weights', {}],
    ['weights', { a: -1 }],
    ['status', 99],
    ['cronExpression', '* * * *'],
  ])('%s refuses %j, and so does its schema', (name, value) => {
    expect(() => read(name, value)).toThrow(expect.objectContaining({ code: 'BAD_SCENARIO' }));
    expect(matchesSchema(value, byName[name].schema)).toBe(false);
  });

  it.each([
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '*/0 * * * *',
    '5- * * * *',
    '1,,2 * * * *',
  ])('refuse the schedule %s, which no engine runs', (value) =>
    expect(() => read('cronExpression', value)).toThrow("five fields of cron such as '0 2 * * *'"),
  );

  it('read lists and ranges of a schedule', () => {
    const schedule = '0,30 8-18/2 1,15 JAN-mar 1-5';
    expect(read('cronExpression', schedule)).toBe(schedule);
  });

  it('take a single value for a list of one, and name the items of a list', () => {
    const list = kinds.listOf(kinds.count);
    expect([list.read(locate(3, 'x', 'f'), 'x of y'), list.read(locate([3, 4], 'x', 'f'), 'x of y')]).toEqual([
      [3],
      [3, 4],
    ]);
    expect(() => list.read(locate([3, 'a'], 'x', 'f'), 'x of y')).toThrow(
      'x[1] of f: Expected x[1] of y to be a whole number',
    );
  });

  it('may be checked further', () => {
    const even = kinds.checked(kinds.count, (n) => {
      if (n % 2 > 0) throw new Error(`${n} is odd.`);
    });
    expect(even.read(locate(2, 'x', 'f'), 'x')).toBe(2);
    expect(() => even.read(locate(3, 'x', 'f'), 'x')).toThrow('x of f: 3 is odd.');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimeSpan } from '../../src/util/duration.js';
import type { TslocError } from '../../src/util/error.js';

function errorFor(text: string): TslocError {
  try {
    parseTimeSpan(text);
  } catch (error) {
    return error as TslocError;
  }
  throw new Error(`Expected ${JSON.stringify(text)} to be rejected.`);
}

describe('parseTimeSpan', () => {
  it.each([
    ['20', 20],
    ['0', 0],
    ['020', 20],
    ['20s', 20],
    ['0s', 0],
    ['3m', 180],
    ['2h', 7200],
    ['1h20m', 4800],
    ['3h30m10s', 12_610],
    ['1h30s', 3630],
    ['90m', 5400],
    ['100000h', 360_000_000],
  ])('reads %s as %i seconds', (text, seconds) => {
    expect(parseTimeSpan(text)).toBe(seconds);
  });

  it.each([
    '1.5',
    '-5',
    '+5',
    '1d',
    '1w',
    '5ms',
    '20m1h',
    '1s1s',
    '1h20',
    'h',
    '1h 30m',
    '10S',
    '1H',
    ' 20',
    '20 ',
    '20\n',
    'abc',
  ])('rejects %j and lists the valid formats', (text) => {
    const error = errorFor(text);
    expect(error.code).toBe('INVALID_TIME_SPAN');
    expect(error.exitCode).toBe(2);
    expect(error.message).toBe('Invalid time span format. Valid formats: 20, 20s, 3m, 2h, 1h20m, 3h30m10s, etc.');
  });

  it('rejects an empty text with Locust’s shorter message', () => {
    expect(errorFor('').message).toBe('Invalid time span format');
  });

  it('adds up hours, minutes and seconds of any size, each part optional', () => {
    const part = fc.option(fc.nat(100_000), { nil: undefined });
    fc.assert(
      fc.property(part, part, part, (hours, minutes, seconds) => {
        const parts = [
          [hours, 'h'],
          [minutes, 'm'],
          [seconds, 's'],
        ] as const;
        const text = parts.map(([count, unit]) => (count === undefined ? '' : `${count}${unit}`)).join('');
        fc.pre(text !== '');
        expect(parseTimeSpan(text)).toBe((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0));
      }),
    );
  });
});

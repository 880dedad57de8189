import { describe, expect, it } from 'vitest';
import { datetimeText, hasDatetimeText, parseDatetime } from '../../../src/cluster/msgpack/datetime.js';

describe('datetimes of Locust', () => {
  it('are written with six digits of fraction', () => {
    expect(datetimeText(new Date('2026-01-02T03:04:05.006Z'))).toBe('20260102T03:04:05.006000');
  });

  it('are read to the millisecond', () => {
    expect(parseDatetime('20260102T03:04:05.006999')).toEqual(new Date('2026-01-02T03:04:05.006Z'));
  });

  it.each([undefined, 5, '', '20260102', '2026-01-02T03:04:05.006', '20260132T03:04:05.006000'])(
    'are not %s',
    (text) => {
      expect(parseDatetime(text)).toBeUndefined();
    },
  );

  it('end with the year 9999', () => {
    expect(hasDatetimeText(new Date('9999-12-31T23:59:59Z'))).toBe(true);
    expect(hasDatetimeText(new Date(8.64e15))).toBe(false);
    expect(hasDatetimeText(new Date(Number.NaN))).toBe(false);
  });
});

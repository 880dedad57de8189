import { describe, expect, it } from 'vitest';
import { dateTimeText, spanText, spanWords, timeText } from '../../../../src/web/page/text/times.js';

describe('times as the page shows them', () => {
  const at = new Date(2026, 10, 21, 9, 30, 5).getTime() / 1000;

  it('shows times in the time zone of the reader', () => {
    expect(timeText(at)).toBe('09:30:05');
    expect(dateTimeText(at)).toBe('2026-11-21 09:30:05');
  });

  it('formats durations like a clock', () => {
    expect([-3, 7, 754.9, 3723].map(spanText)).toEqual(['0:00', '0:07', '12:34', '1:02:03']);
  });

  it('writes durations in words, without parts of 0', () => {
    expect([7, 200, 180, 3900, 7200].map(spanWords)).toEqual(['7 s', '3 min 20 s', '3 min', '1 h 5 min', '2 h']);
  });
});

import { describe, expect, it } from 'vitest';
import { scanTarget } from '../../../src/analysis/targets/scan-target.js';

describe('the line of a target', () => {
  it('is split at its last comparison outside of quotes, and words know where they are', () => {
    expect(scanTarget('GET /a?b=1 "x < y" p95<= 5 ms  ')).toEqual({
      left: [
        { text: 'GET', at: 0, isQuoted: false },
        { text: '/a?b=1', at: 4, isQuoted: false },
        { text: 'x < y', at: 11, isQuoted: true },
        { text: 'p95', at: 19, isQuoted: false },
      ],
      operator: '<=',
      operatorAt: 22,
      right: [
        { text: '5', at: 25, isQuoted: false },
        { text: 'ms', at: 27, isQuoted: false },
      ],
      end: 29,
    });
  });

  it.each([
    ['a == 5', '='],
    ['a ≤ 5', '<='],
    ['a ≥ 5', '>='],
    ['a ≠ 5', '!='],
  ])('%s has the operator %s', (line, operator) => {
    expect(scanTarget(line).operator).toBe(operator);
  });
});

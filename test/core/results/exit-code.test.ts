import { describe, expect, it } from 'vitest';
import { checkExitCode, exitCodes } from '../../../src/core/results/exit-code.js';

describe('the exit codes', () => {
  it('are those that shells and pipelines know', () => {
    expect(exitCodes).toEqual({
      passed: 0,
      failed: 1,
      broken: 2,
      checkMissed: 3,
      hungUp: 129,
      interrupted: 130,
      terminated: 143,
    });
  });

  it.each([0, 1, 255])('may be %i', (code) => {
    expect(() => checkExitCode('it', code)).not.toThrow();
  });

  it.each([-1, 256, 1.5, Number.NaN, '3', null, undefined])('may not be %o', (code) => {
    expect(() => checkExitCode('it', code)).toThrow(expect.objectContaining({ code: 'BAD_EXIT_CODE' }));
  });
});

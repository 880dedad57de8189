import { expect, it } from 'vitest';
import { badTarget, TargetSyntaxError } from '../../../src/analysis/targets/target-error.js';

it('shows the line on one line, points at the character, and suggests', () => {
  const error = badTarget('p95\t< 5x', new TargetSyntaxError(7, "'x' is no unit", 'Known units: ms, s.'));
  expect(error).toMatchObject({ code: 'BAD_TARGET', exitCode: 2, hint: 'Known units: ms, s.' });
  expect(error.message).toBe("The target 'p95 < 5x' cannot be read: 'x' is no unit.\n  p95 < 5x\n         ^");
});

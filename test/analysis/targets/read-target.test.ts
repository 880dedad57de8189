import { describe, expect, it } from 'vitest';
import { readTargets } from '../../../src/analysis/targets/read-target.js';

describe('a list of targets', () => {
  it('has lines and objects, whose settings take precedence', () => {
    const [line, object, graced, kept] = readTargets([
      'p95 < 500ms',
      { target: 'rps > 100 abort', level: 'target', abort: false },
      { target: 'error rate < 5%', graceSeconds: 3 },
      { target: 'target: avg < 1s abort after 4s', abort: true },
    ]);
    expect(line).toMatchObject({ text: 'p95 < 500ms', level: 'threshold', abort: null, exitCode: 1 });
    expect(object).toMatchObject({ level: 'target', abort: null });
    expect(graced).toMatchObject({ abort: { graceSeconds: 3 } });
    expect(kept).toMatchObject({ level: 'target', abort: { graceSeconds: 4 } });
  });

  it.each([
    ['p95 < 500ms', "Expected targets to be a list of targets, got 'p95 < 500ms'."],
    [[5], 'Expected targets[0] to be a text or an object, got 5.'],
    [
      [{ target: 'p95 < 1s', windw: 1 }],
      "Expected targets[0] to be an object of target, level, abort, graceSeconds, got 'windw'.",
    ],
    [
      ['p95 < 1s', { target: 'p95 < 1s', level: 'warn' }],
      "Expected targets[1].level to be one of target, threshold, got 'warn'.",
    ],
    [[{ level: 'target' }], 'Expected targets[0].target to be a string, got undefined.'],
  ])('%j is refused', (given, message) => {
    expect(() => readTargets(given)).toThrow(expect.objectContaining({ code: 'BAD_TARGET', exitCode: 2, message }));
  });
});

import { describe, expect, it } from 'vitest';
import { readTargets } from '../../src/analysis/targets/read-target.js';
import { run } from '../../src/run/run-in-script.js';
import { checkTargets, readScriptTargets } from '../../src/run/run-targets.js';
import { tag } from '../../src/user/tasks/tag.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';

let visits = 0;

class Shopper extends User {
  @tag('checkout') @task pay() {
    visits++;
  }
}

describe('the targets of a run', () => {
  it('may be about its classes and tags', () => {
    expect(() =>
      checkTargets(readTargets(['user Shopper p95 < 1s', 'tag checkout p95 < 1s']), [Shopper]),
    ).not.toThrow();
  });

  it.each([
    ['user Shoper p95 < 1s', 'Did you mean Shopper?'],
    ['tag chekout p95 < 1s', 'Did you mean checkout?'],
    [
      'scenario smoke p95 < 1s',
      "Leave out 'scenario smoke'; in files of the command, it limits a target to one scenario.",
    ],
  ])('are refused before any user starts: %s', async (line, hint) => {
    const started = run({ userClasses: [Shopper], users: 1, runTimeSeconds: 5, targets: [line], log: () => {} });
    await expect(started).rejects.toMatchObject({ code: 'BAD_TARGET', exitCode: 2, hint });
    expect(visits).toBe(0);
  });

  it('of a script have no scenario', () => {
    expect(readScriptTargets(['p95 < 1s'])).toHaveLength(1);
    expect(() => readScriptTargets(['target: scenario smoke p95 < 1s'])).toThrow(
      "The target 'target: scenario smoke p95 < 1s' cannot be judged: run() has no scenarios.\n  target: scenario smoke p95 < 1s\n          ^",
    );
  });
});

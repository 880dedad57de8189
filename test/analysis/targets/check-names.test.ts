import { describe, expect, it } from 'vitest';
import { checkTargetNames, type KnownNames } from '../../../src/analysis/targets/check-names.js';
import { readTargets } from '../../../src/analysis/targets/read-target.js';
import { TslocError } from '../../../src/util/error.js';

const known: KnownNames = { users: ['Shopper', 'Admin'], tags: ['checkout', 'slow ones'] };

function errorOf(line: string, names = known): TslocError | null {
  try {
    checkTargetNames(readTargets(['p95 < 1s', line]), names);
    return null;
  } catch (error) {
    if (TslocError.is(error)) return error;
    throw error;
  }
}

describe('the names in targets', () => {
  it.each(['user Shopper p95 < 1s', 'tag "slow ones" count > 1', 'GET /user p95 < 1s', '"user nobody" p95 < 1s'])(
    '%s is a target of this test, or may be',
    (line) => expect(errorOf(line)).toBeNull(),
  );

  it.each([
    ['user Shoper p95 < 1s', 5, "no user class of this test is called 'Shoper'", 'Did you mean Shopper?'],
    [
      'target: USER "Nobody" p95 < 1s',
      13,
      "no user class of this test is called 'Nobody'",
      'Available: Shopper, Admin.',
    ],
    ['tag chekout error rate < 1%', 4, "no tag of this test is called 'chekout'", 'Did you mean checkout?'],
  ])('%s is refused, and the error points at the name', (line, at, problem, hint) => {
    const error = errorOf(line);
    expect(error).toMatchObject({ code: 'BAD_TARGET', exitCode: 2, hint });
    expect(error?.message.split('\n')).toEqual([
      `The target '${line}' cannot be judged: ${problem}.`,
      `  ${line}`,
      `  ${' '.repeat(at)}^`,
    ]);
  });

  it('says where there are no tags at all, and leaves tags alone that only the run knows', () => {
    expect(errorOf('tag a p95 < 1s', { ...known, tags: [] })?.hint).toBe('Its tasks have no tags.');
    expect(errorOf('tag a p95 < 1s', { ...known, tags: null })).toBeNull();
  });
});

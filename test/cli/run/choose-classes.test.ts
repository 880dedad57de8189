import { describe, expect, it } from 'vitest';
import { chooseClasses, chooseShape, warnOfFixedCounts } from '../../../src/cli/run/choose-classes.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { LoadShape } from '../../../src/core/shape.js';
import { User } from '../../../src/user/user.js';
import { Log } from '../../../src/util/log/log.js';

class A extends User {}
class B extends User {
  static override fixedCount = 3;
}
const available = new Map([
  ['A', A],
  ['B', B],
]);

function logger() {
  const lines: string[] = [];
  return { lines, logger: new Log('INFO', (line) => lines.push(line.replace(/^.*\/(\w+)\/x: /, '$1 '))).logger('x') };
}

describe('chooseClasses', () => {
  it('selects the named classes in file order, or all without names', () => {
    expect(chooseClasses(available, ['B', 'A'])).toEqual([A, B]);
    expect(chooseClasses(available, ['B'])).toEqual([B]);
    expect(chooseClasses(available, [])).toEqual([A, B]);
  });

  it('names the subcommand that is meant', () => {
    const hint = "Available: A, B. Or did you mean the subcommand 'validate'?";
    expect(() => chooseClasses(available, ['validte'])).toThrow(expect.objectContaining({ hint }));
  });

  it('lists unknown names and the existing classes', () => {
    expect(() => chooseClasses(available, ['C', 'A', 'D'])).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_USER', message: 'Unknown User(s): C, D', hint: 'Available: A, B' }),
    );
  });
});

it('selects the first shape and warns about the others', () => {
  class One extends LoadShape {
    tick() {
      return null;
    }
  }
  class Two extends One {}
  const { lines, logger: log } = logger();
  expect([chooseShape([], log), chooseShape([One], log), lines.length]).toEqual([null, One, 0]);
  expect(chooseShape([One, Two], log)).toBe(One);
  expect(lines).toEqual(['WARNING Several load shapes are exported: the run follows the first one, One, not Two.']);
});

it('warns if fixed counts exceed --users', () => {
  const { lines, logger: log } = logger();
  for (const numUsers of [null, 0, 3]) warnOfFixedCounts([A, B], makeOptions({ numUsers }), log);
  class Endless extends User {
    static override fixedCount = Number.POSITIVE_INFINITY;
  }
  warnOfFixedCounts([Endless], makeOptions({ numUsers: 2 }), log); // an error of the class says so
  expect(lines).toEqual([]);
  warnOfFixedCounts([A, B], makeOptions({ numUsers: 2 }), log);
  expect(lines).toEqual(['WARNING The fixed counts of user classes add up to 3 users, more than the 2 of --users.']);
});

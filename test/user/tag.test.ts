import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWanted, tag, tagsOf } from '../../src/user/tag.js';
import { task } from '../../src/user/task.js';
import { User } from '../../src/user/user.js';

describe('@tag', () => {
  it('gives a task its tags, stackable and in any order', () => {
    class Visitor extends User {
      @tag('write', 'slow')
      @task
      upload() {}
      @task(2)
      @tag('read')
      @tag('read', 'fast')
      look() {}
      @task
      plain() {}
    }
    const { upload, look, plain } = Visitor.prototype;
    expect([upload, look, plain].map((method) => [...tagsOf(method)].sort())).toEqual([
      ['slow', 'write'],
      ['fast', 'read'],
      [],
    ]);
  });

  it.each([[[]], [[undefined]], [[() => {}, {}]]])('wants at least one name: %j', (names) => {
    expect(() => tag(...(names as unknown as string[]))).toThrow(expect.objectContaining({ code: 'NO_TAG_NAME' }));
  });
});

describe('a task is wanted', () => {
  it.each([
    // its tags, --tags, --exclude-tags
    [[], [], [], true],
    [['a'], [], [], true],
    [['a'], ['a'], [], true],
    [['a', 'b'], ['x', 'b'], [], true],
    [['a'], ['b'], [], false],
    [[], ['a'], [], false],
    [['a'], [], ['a'], false],
    [['a'], [], ['b'], true],
    [[], [], ['a'], true],
    [['a', 'b'], ['a'], ['b'], false],
    [['a'], ['a'], ['a'], false],
  ])('with the tags %j, of those included %j, without those excluded %j: %s', (own, included, excluded, wanted) => {
    expect(isWanted(new Set<string>(own), included, excluded)).toBe(wanted);
  });

  it('by Locust’s rule, whatever the tags', () => {
    const tags = fc.array(fc.constantFrom<string>('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(tags, tags, tags, (own, included, excluded) => {
        const meets = (others: string[]) => others.some((name) => own.includes(name));
        const expected = (included.length === 0 || meets(included)) && !meets(excluded);
        expect(isWanted(new Set(own), included, excluded)).toBe(expected);
      }),
    );
  });
});

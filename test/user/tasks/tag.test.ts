import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesTags, tag, tagsOf } from '../../../src/user/tasks/tag.js';
import { task } from '../../../src/user/tasks/task.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { repeatedTasks, repeatedTasksOf } from '../../helpers/users/repeated-tasks.js';
import { newEnvironment } from '../../helpers/users/start-user.js';

it('gives all that have none the same tags: what is known by the tags of tasks does not grow with each task', () => {
  expect(tagsOf(() => {})).toBe(tagsOf(() => {}));
});

describe('@tag', () => {
  it('adds tags to a task, stackable and in any order', () => {
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

  it.each([[[]], [[undefined]], [[() => {}, {}]]])('requires at least one name: %j', (names) => {
    expect(() => tag(...(names as unknown as string[]))).toThrow(expect.objectContaining({ code: 'NO_TAG_NAME' }));
  });
});

describe('@tag on a task set', () => {
  const leaves = (
    options: { tags?: string[]; excludeTags?: string[] },
    taskClass: { prototype: object; name: string },
  ) => {
    const { environment } = newEnvironment(options);
    const below = (one: { prototype: object; name: string }): string[] =>
      [...new Set(repeatedTasksOf(one, environment))].flatMap(({ name, taskSet }) =>
        taskSet === null ? [name] : below(taskSet as never),
      );
    return below(taskClass);
  };

  class Inner extends TaskSet {
    @tag('own') @task tagged() {}
    @task plain() {}
  }
  @tag('outer')
  class Outer extends TaskSet {
    @task static Inner = Inner;
    @task here() {}
  }
  class Visitor extends User {
    @task static Outer = Outer;
    @tag('shop') @task static Shop = class extends TaskSet {
      @task buy() {}
    };
    @task other() {}
  }

  it.each([
    [{}, ['other', 'here', 'tagged', 'plain', 'buy']],
    [{ tags: ['outer'] }, ['here', 'tagged', 'plain']],
    [{ tags: ['own'] }, ['tagged']],
    [{ tags: ['shop'] }, ['buy']],
    [{ excludeTags: ['outer'] }, ['other', 'buy']],
    [{ tags: ['outer', 'shop'], excludeTags: ['own'] }, ['here', 'plain', 'buy']],
    [{ tags: ['nobody'] }, []],
  ])('tags each task in it, at any depth; with %j there are %j', (options, names) => {
    expect(leaves(options, Visitor).toSorted()).toEqual(names.toSorted());
  });

  it('applies to a set that was collected before', () => {
    class Known extends TaskSet {
      @task go() {}
    }
    expect(repeatedTasks(Known)[0]?.tags.size).toBe(0);
    @tag('late')
    class Around extends TaskSet {
      @task static Known = Known;
    }
    repeatedTasks(Around);
    expect(leaves({ tags: ['late'] }, Around)).toEqual(['go']);
  });

  it('is inherited with the tasks, but not added to tasks of a subclass', () => {
    class Heir extends Outer {
      @task added() {}
      @tag('mine') @task override here() {}
    }
    expect(leaves({ tags: ['outer'] }, Heir)).toEqual(['tagged', 'plain']);
    expect(leaves({ tags: ['mine'] }, Heir)).toEqual(['here']);
  });

  it('applies to a set in a list of tasks', () => {
    class Listed extends User {
      static override tasks = [Outer, () => {}];
    }
    expect(leaves({ tags: ['own'] }, Listed)).toEqual(['tagged']);
  });
});

describe('matchesTags', () => {
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
  ])(
    'a task with the tags %j is selected by the included tags %j and the excluded tags %j: %s',
    (own, included, excluded, wanted) => {
      expect(matchesTags(new Set<string>(own), included, excluded)).toBe(wanted);
    },
  );

  it('follows Locust’s rule, for any tags', () => {
    const tags = fc.array(fc.constantFrom<string>('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(tags, tags, tags, (own, included, excluded) => {
        const meets = (others: string[]) => others.some((name) => own.includes(name));
        const expected = (included.length === 0 || meets(included)) && !meets(excluded);
        expect(matchesTags(new Set(own), included, excluded)).toBe(expected);
      }),
    );
  });
});

describe('tag() of a function', () => {
  it('returns the function, tagged, for a list of tasks', () => {
    const browse = () => {};
    class Visitor extends User {
      static override tasks = [tag('slow', 'read')(browse), [tag('write')(() => {}), 2] as const];
    }
    expect(Visitor.tasks[0]).toBe(browse);
    expect(repeatedTasks(Visitor).map(({ tags }) => [...tags])).toEqual([['slow', 'read'], ['write'], ['write']]);
  });
});

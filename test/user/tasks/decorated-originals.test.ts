import { describe, expect, it } from 'vitest';
import { originalsOf, recordOriginal } from '../../../src/user/tasks/decorated-originals.js';
import { chainOf, MarkovTaskSet, transition } from '../../../src/user/tasks/markov.js';
import { tag } from '../../../src/user/tasks/tag.js';
import { task } from '../../../src/user/tasks/task.js';
import { User } from '../../../src/user/user.js';
import { repeatedTasks } from '../../helpers/users/repeated-tasks.js';

/** A third-party decorator: its result replaces the method. */
function wrapped(calls: string[]) {
  return (method: () => void, { name }: ClassMethodDecoratorContext) =>
    function (this: object) {
      calls.push(`around ${String(name)}`);
      method.call(this);
    };
}

describe('a decorator of another library outside of ours', () => {
  it('wraps the task, which keeps its weight and tags', () => {
    const calls: string[] = [];
    class Visitor extends User {
      @wrapped(calls) @task(2) @tag('slow') browse() {
        calls.push('body');
      }
      @tag('x') @wrapped(calls) @task buy() {}
      @task(3) @wrapped(calls) @task(7) @wrapped(calls) look() {}
    }
    const tasks = repeatedTasks(Visitor);
    expect(tasks.map(({ name }) => name)).toEqual(['browse', 'browse', 'buy', 'look', 'look', 'look']);
    expect(tasks.map(({ tags }) => [...tags].join()).slice(1, 3)).toEqual(['slow', 'x']);
    tasks[0]?.run(Object.create(Visitor.prototype));
    expect(calls).toEqual(['around browse', 'body']);
  });

  it('wraps it with experimentalDecorators, too', () => {
    class Visitor extends User {
      browse() {}
      look() {}
    }
    const describe = (value: unknown) => ({ value, configurable: true, writable: true });
    task(2)(Visitor.prototype, 'browse', describe(Visitor.prototype.browse));
    Object.defineProperty(
      Visitor.prototype,
      'browse',
      describe(() => {}),
    );
    expect(repeatedTasks(Visitor).map(({ name }) => name)).toEqual(['browse', 'browse']);
  });

  it('keeps the transitions of a Markov task', () => {
    class Ring extends MarkovTaskSet {
      @wrapped([]) @transition('b') a() {}
      @transition('a', 2) @wrapped([]) @transition('b') b() {}
    }
    const { first, tasks } = chainOf(Ring as never);
    expect(first).toBe('a');
    expect(Object.fromEntries(tasks.get('b')?.next ?? [])).toEqual({ a: 2, b: 1 });
  });

  it('does not make an override a task that has no @task', () => {
    class Visitor extends User {
      @wrapped([]) @task(2) browse() {}
    }
    class Heir extends Visitor {
      @wrapped([]) override browse() {}
      @wrapped([]) helper() {}
    }
    expect(repeatedTasks(Heir).map(({ name }) => name)).toEqual(['browse', 'browse']);
    expect(originalsOf(Heir, 'browse')).toEqual([Heir.prototype.browse]);
  });
});

describe('originalsOf', () => {
  it('lists every version of a method once, innermost first; nothing for other members', () => {
    class Shop {
      static price = 3;
      buy() {}
      get size() {
        return 1;
      }
    }
    const [inner, outer] = [() => {}, () => {}];
    for (const form of [inner, outer, inner]) recordOriginal(Shop.prototype, 'buy', form);
    expect(originalsOf(Shop, 'buy')).toEqual([inner, outer, Shop.prototype.buy]);
    expect(['size', 'price', 'nothing'].map((name) => originalsOf(Shop, name))).toEqual([[], [], []]);
  });
});

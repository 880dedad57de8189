import { transformWithEsbuild } from 'vite';
import { describe, expect, it } from 'vitest';
import { SequentialTaskSet } from '../../../src/user/tasks/sequential.js';
import { tag, tagsOf } from '../../../src/user/tasks/tag.js';
import { task, taskWeight } from '../../../src/user/tasks/task.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { repeatedTasks } from '../../helpers/users/repeated-tasks.js';

const namesOf = (userClass: { readonly prototype: object; readonly name: string }) =>
  repeatedTasks(userClass).map(({ name }) => name);

// biome-ignore lint/suspicious/noExplicitAny: what a file without types may do
const untyped = task as any;
// biome-ignore lint/suspicious/noExplicitAny: what a file without types may do
const untypedTag = tag as any;

describe('@task', () => {
  it('makes a method a task, of weight 1 or the given weight', () => {
    class Visitor extends User {
      @task
      browse() {}
      @task(3)
      async buy() {}
      helper() {}
    }
    expect(namesOf(Visitor)).toEqual(['browse', 'buy', 'buy', 'buy']);
    expect(taskWeight(Visitor.prototype.buy)).toBe(3);
    expect(taskWeight(Visitor.prototype.helper)).toBeUndefined();
  });

  it('does not change the method', () => {
    class Visitor extends User {
      @task(2)
      greet() {
        return 'hello';
      }
    }
    expect(new Visitor({ randomForUser: () => null } as never).greet()).toBe('hello');
  });

  it.each([-1, 1.5, 1e10, 1e9 + 1, Number.NaN, Number.POSITIVE_INFINITY])('rejects a weight of %s', (weight) => {
    expect(() => task(weight)).toThrow(
      expect.objectContaining({
        code: 'BAD_TASK_WEIGHT',
        message: `Expected @task(weight) with a whole number from 0 to 1000000000, got ${weight}.`,
      }),
    );
  });
});

describe('@task on a nested task set', () => {
  it('makes it a task, with or without a weight, at any depth', () => {
    class Visitor extends User {
      @task static Cart = class extends TaskSet {
        @task(2) static Payment = class extends SequentialTaskSet {
          @task pay() {}
        };
        @task fill() {}
      };
      @task(0) static Never = class extends TaskSet {};
      @task look() {}
    }
    expect(namesOf(Visitor)).toEqual(['look', 'Cart']);
    expect(namesOf(Visitor.Cart)).toEqual(['fill', 'Payment', 'Payment']);
    expect(namesOf(Visitor.Cart.Payment)).toEqual(['pay']);
  });

  it('is inherited; an override replaces it', () => {
    class Visitor extends User {
      @task static Cart: new (parent: never) => TaskSet = class extends TaskSet {
        @task fill() {}
      };
      @task look() {}
    }
    class Heir extends Visitor {
      @task more() {}
    }
    class Other extends Visitor {
      @task(2) static override Cart = class extends TaskSet {
        @task empty() {}
      };
    }
    expect(namesOf(Heir)).toEqual(['look', 'Cart', 'more']);
    expect(namesOf(Other)).toEqual(['look', 'Cart', 'Cart']);
    expect(repeatedTasks(Other).map(({ taskSet }) => taskSet)).toEqual([null, Other.Cart, Other.Cart]);
    expect(repeatedTasks(Heir)[1]?.taskSet).toBe(Visitor.Cart);
  });

  it('is rejected if the class is not a task set', () => {
    class Visitor extends User {
      @untyped static Cart = class {};
    }
    expect(() => repeatedTasks(Visitor)).toThrow(
      expect.objectContaining({
        code: 'BAD_DECORATOR',
        message: "Expected @task on a class that extends TaskSet, got 'Cart'.",
      }),
    );
  });
});

describe('several decorators on one method', () => {
  it('all apply, in any order; the outermost weight takes precedence', () => {
    class Visitor extends User {
      @task(3) @tag('a') @tag('b') one() {}
      @tag('a') @task(3) @tag('b') two() {}
      @task(2) @task(5) three() {}
    }
    const { one, two, three } = Visitor.prototype;
    expect([one, two, three].map((method) => taskWeight(method))).toEqual([3, 3, 2]);
    expect([one, two].map((method) => [...tagsOf(method)].sort())).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('work with decorators of other libraries that wrap the method', () => {
    const calls: string[] = [];
    const logged = (method: () => void, { name }: ClassMethodDecoratorContext) =>
      function (this: User) {
        calls.push(String(name));
        method.call(this);
      };
    class Visitor extends User {
      @task @logged browse() {
        calls.push('body');
      }
    }
    expect(namesOf(Visitor)).toEqual(['browse']);
    repeatedTasks(Visitor)[0]?.run(Object.create(Visitor.prototype));
    expect(calls).toEqual(['browse', 'body']);
  });
});

describe('@task in a wrong place', () => {
  const rejection = (what: string, decorator = 'task') =>
    expect.objectContaining({
      code: 'BAD_DECORATOR',
      message: `Expected @${decorator} on a method or a static task set, got it on ${what}.`,
    });

  it('is rejected on a field, even with a function', () => {
    expect(() => {
      class Visitor extends User {
        @untyped(2)
        browse = () => {};
      }
      return Visitor;
    }).toThrow(rejection("'browse', a field"));
  });

  it('is rejected on a getter', () => {
    expect(() => {
      class Visitor extends User {
        @untyped
        get browse() {
          return () => {};
        }
      }
      return Visitor;
    }).toThrow(rejection("'browse', a getter"));
  });

  it('is rejected on a class', () => {
    expect(() => {
      @untyped
      class Visitor extends User {}
      return Visitor;
    }).toThrow(rejection("'Visitor', a class"));
  });

  it('is rejected on a static method', () => {
    expect(() => {
      class Visitor extends User {
        @untyped
        static browse() {}
      }
      return Visitor;
    }).toThrow(rejection("'browse', a static method"));
  });

  it('is rejected on private methods and methods named by symbols', () => {
    expect(() => {
      class Visitor extends User {
        @untyped
        #browse() {}
        other() {
          this.#browse();
        }
      }
      return Visitor;
    }).toThrow(rejection("'#browse', a private method"));
    expect(() => {
      class Visitor extends User {
        @untyped
        [Symbol('browse')]() {}
      }
      return Visitor;
    }).toThrow(rejection("'Symbol(browse)', a method named by a symbol"));
  });

  it('is rejected by @tag with the same message', () => {
    expect(() => {
      class Visitor extends User {
        @untypedTag('slow')
        browse = () => {};
      }
      return Visitor;
    }).toThrow(rejection("'browse', a field", 'tag'));
  });

  it.each(['onStart', 'onStop', 'run', 'wait', 'sleep'])('is rejected on %s, which tsloc calls', (name) => {
    const context = { kind: 'method', name, static: false, private: false };
    expect(() => untyped(() => {}, context)).toThrow(
      expect.objectContaining({
        code: 'BAD_DECORATOR',
        message: `Expected @task on a method of your own, got it on '${name}'.`,
        hint: 'tsloc itself uses that name; give the task another one.',
      }),
    );
    expect(() => untyped(3)(() => {}, context)).toThrow(expect.objectContaining({ code: 'BAD_DECORATOR' }));
  });

  it.each([[['3']], [[undefined]], [[null]], [[{}]]])('is rejected when called with %j', (values) => {
    expect(() => untyped(...values)).toThrow(expect.objectContaining({ code: 'BAD_DECORATOR' }));
  });
});

describe('@task with experimentalDecorators', () => {
  const descriptorOf = (prototype: object, name: string) => Object.getOwnPropertyDescriptor(prototype, name);

  it('is called with prototype, name and descriptor', () => {
    class Visitor extends User {
      browse() {}
      buy() {}
      look() {}
    }
    untyped(3)(Visitor.prototype, 'browse', descriptorOf(Visitor.prototype, 'browse'));
    untyped(Visitor.prototype, 'buy', descriptorOf(Visitor.prototype, 'buy'));
    untyped(2)(Visitor.prototype, 'look');
    expect(namesOf(Visitor)).toEqual(['browse', 'browse', 'browse', 'buy', 'look', 'look']);
  });

  it('works in a file compiled with experimentalDecorators', async () => {
    const source = `class Visitor extends User {
      @task browse() {}
      @tag('slow') @task(2) async buy() {}
      @task(0) @tag('a', 'b') look() {}
      @tag('set') @task(2) static Cart = Cart;
    }`;
    const tsconfigRaw = { compilerOptions: { experimentalDecorators: true } };
    const { code } = await transformWithEsbuild(source, 'visitor.ts', { target: 'es2022', tsconfigRaw });
    expect(code).toContain('Visitor.prototype');
    class Cart extends TaskSet {
      @task fill() {}
    }
    const make = new Function('User', 'task', 'tag', 'Cart', `${code}; return Visitor;`);
    const Visitor = make(User, task, tag, Cart) as typeof User;
    expect(namesOf(Visitor)).toEqual(['browse', 'buy', 'buy', 'Cart', 'Cart']);
    expect([...tagsOf(Cart)]).toEqual(['set']);
    const methods = Visitor.prototype as unknown as Record<string, object>;
    expect([...tagsOf(methods.buy as object)]).toEqual(['slow']);
    expect([...tagsOf(methods.look as object)].sort()).toEqual(['a', 'b']);
  });

  it('is rejected in wrong places, too', () => {
    class Visitor extends User {
      override onStart() {}
      static browse() {}
      get wrong(): never {
        throw new Error('must not be called');
      }
    }
    const rejection = expect.objectContaining({ code: 'BAD_DECORATOR' });
    const { prototype } = Visitor;
    expect(() => untyped(prototype, 'wrong', descriptorOf(prototype, 'wrong'))).toThrow(rejection);
    expect(() => untyped(prototype, 'field', undefined)).toThrow(rejection);
    expect(() => untyped(Visitor, 'browse', descriptorOf(Visitor, 'browse'))).toThrow(rejection);
    expect(() => untyped(Visitor)).toThrow(rejection);
    expect(() => untyped(2)(Visitor)).toThrow(rejection);
    expect(() => untyped(prototype, 'onStart', descriptorOf(prototype, 'onStart'))).toThrow(rejection);
  });
});

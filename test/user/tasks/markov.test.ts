import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StopUser } from '../../../src/core/signals.js';
import { checkUserClass } from '../../../src/user/classes/check.js';
import {
  chainOf,
  MarkovTaskSet,
  type TransitionList,
  transition,
  transitions,
  unreachableTasks,
} from '../../../src/user/tasks/markov.js';
import { tag } from '../../../src/user/tasks/tag.js';
import { task } from '../../../src/user/tasks/task.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { newEnvironment, start } from '../../helpers/users/start-user.js';

const journey: string[] = [];

/** Records its steps, and ends its user after `enough` of them. */
class Noted extends MarkovTaskSet {
  static enough = 0;
  step(name: string): void {
    if (journey.push(name) >= Noted.enough) throw new StopUser();
  }
}

/** The first steps of a user whose only task is `set`. */
async function journeyIn(set: typeof Noted, steps: number, environment = newEnvironment().environment) {
  journey.length = 0;
  Noted.enough = steps;
  class Wanderer extends User {
    static override tasks = [set];
  }
  await start(Wanderer, environment).ended;
  return journey.splice(0);
}

// biome-ignore lint/suspicious/noExplicitAny: what a file without types may do
const untyped = transition as any;

const bad = (message: string) => expect.objectContaining({ code: 'BAD_TRANSITION', message });

class Ring extends Noted {
  @transition('b') a() {
    this.step('a');
  }
  @transition('c') b() {
    this.step('b');
  }
  @transition('a') c() {
    this.step('c');
  }
}

describe('MarkovTaskSet', () => {
  it('starts with the first task that has transitions, and follows them', async () => {
    expect((await journeyIn(Ring, 7)).join('')).toBe('abcabca');
  });

  it('follows each transition in proportion to its weight', async () => {
    class Shop extends Noted {
      @transitions({ look: 6, buy: 3, leave: 1 }) home() {
        this.step('home');
      }
      @transition('home') look() {
        this.step('look');
      }
      @transition('home') buy() {
        this.step('buy');
      }
      @transition('home') leave() {
        this.step('leave');
      }
    }
    const steps = (await journeyIn(Shop, 4_000)).filter((name) => name !== 'home');
    for (const [name, share] of [
      ['look', 0.6],
      ['buy', 0.3],
      ['leave', 0.1],
    ] as const) {
      const count = steps.filter((step) => step === name).length;
      expect(Math.abs(count - steps.length * share)).toBeLessThan(4 * Math.sqrt(steps.length * share * (1 - share)));
    }
  });

  it('accepts single transitions, a list and an object alike', () => {
    class Shop extends Noted {
      @transition('b', 2) @transition('a') a() {}
      @transitions(['a', ['b', 2]]) b() {}
      @transitions({ a: 1, b: 2 }) c() {}
    }
    const next = [...chainOf(Shop as never).tasks.values()].map((one) => Object.fromEntries(one.next));
    expect(next).toEqual([
      { a: 1, b: 2 },
      { a: 1, b: 2 },
      { a: 1, b: 2 },
    ]);
  });

  it('runs nested task sets, and continues when one is left', async () => {
    class Tour extends Noted {
      @transition('b') static Inner = class extends TaskSet {
        @task step() {
          (this.parent as unknown as Noted).step('inner');
          this.interrupt();
        }
      };
      @transition('Inner') a() {
        this.step('a');
      }
      @transition('a') b() {
        this.step('b');
      }
    }
    expect((await journeyIn(Tour, 7)).join(' ')).toBe('inner b a inner b a inner');
  });

  it('may consist of task sets alone, which are checked', () => {
    class Sets extends MarkovTaskSet {
      @transition('Only') static Only = class Empty extends TaskSet {
        on_start() {}
      };
    }
    expect(chainOf(Sets as never).first).toBe('Only');
    class Wanderer extends User {
      static override tasks = [Sets];
    }
    expect(() => checkUserClass(Wanderer)).toThrow(expect.objectContaining({ code: 'PYTHON_SPELLING' }));
  });

  it('may repeat a task', async () => {
    class Staying extends Noted {
      @transition('stay') stay() {
        this.step('stay');
      }
    }
    expect(await journeyIn(Staying, 3)).toEqual(['stay', 'stay', 'stay']);
  });

  it('draws the next task before the current one runs, so that an exception changes nothing', async () => {
    class Clumsy extends Ring {
      @transition('b') override a() {
        super.a();
        throw new Error('oh');
      }
      @transition('a') override b() {
        this.step('b');
      }
    }
    const { environment, thrown } = newEnvironment();
    expect((await journeyIn(Clumsy, 4, environment)).join('')).toBe('abab');
    expect(thrown).toHaveLength(2);
  });

  it('repeats its order with the same seed', async () => {
    class Random extends Noted {
      @transitions(['a', 'b']) a() {
        this.step('a');
      }
      @transitions(['a', 'b']) b() {
        this.step('b');
      }
    }
    const journeyWith = (seed: string) => journeyIn(Random, 40, newEnvironment({ seed }).environment);
    expect(await journeyWith('1')).toEqual(await journeyWith('1'));
    expect(await journeyWith('1')).not.toEqual(await journeyWith('2'));
  });

  it('ignores weights of @task, plain methods and inherited transitions', async () => {
    class Own extends Ring {
      @task(9) @transition('y') x() {
        this.step('x');
      }
      @transition('x') y() {
        this.step('y');
      }
      @task plain() {
        this.step('plain');
      }
    }
    expect((await journeyIn(Own, 4)).join('')).toBe('xyxy');
  });

  it('starts from the first task when entered, runs scheduled tasks first, and is left by interrupt', async () => {
    class Short extends Noted {
      override onStart() {
        this.scheduleTask((set: Noted) => set.step('mail'));
      }
      @transition('b') a() {
        this.step('a');
      }
      @transition('a') b() {
        this.step('b');
        this.interrupt();
      }
    }
    expect((await journeyIn(Short, 6)).join(' ')).toBe('mail a b mail a b');
  });

  it('is not filtered by tags; only the set itself may be tagged', async () => {
    const { environment } = newEnvironment({ tags: ['quick'] });
    expect((await journeyIn(Ring, 3, environment)).join('')).toBe('abc');
  });

  it('runs a task only after a transition to it, for any chain', async () => {
    const names = ['a', 'b', 'c', 'd'] as const;
    const some = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.tuple(some, some, some, some), async (lists) => {
        class Any extends Noted {}
        for (const [i, name] of names.entries()) {
          const method = function (this: Noted) {
            this.step(name);
          };
          Object.defineProperty(Any.prototype, name, { value: method, configurable: true });
          const descriptor = Object.getOwnPropertyDescriptor(Any.prototype, name);
          transitions(lists[i] as TransitionList)(Any.prototype, name, descriptor as PropertyDescriptor);
        }
        const steps = await journeyIn(Any, 25);
        expect(steps[0]).toBe('a');
        for (const [i, step] of steps.slice(1).entries()) {
          expect(lists[names.indexOf(steps[i] as 'a')]).toContain(step);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the check of a Markov chain rejects', () => {
  const checked = (set: typeof Noted) => () => {
    class Wanderer extends User {
      static override tasks = [set];
    }
    return checkUserClass(Wanderer);
  };

  it('a class without transitions', () => {
    class Empty extends Noted {
      @task a() {}
    }
    expect(checked(Empty)).toThrow(bad('Expected a method with @transition in class Empty, got none.'));
    class Heir extends Ring {}
    expect(checked(Heir)).toThrow(bad('Expected a method with @transition in class Heir, got none.'));
  });

  it('a transition to a task that does not exist or is inherited', () => {
    class Lost extends Noted {
      @transition('nowhere') a() {}
    }
    expect(checked(Lost)).toThrow(
      bad(
        "Expected the transition from 'a' to lead to a method with transitions in class Lost, got 'nowhere', which does not exist.",
      ),
    );
    class Heir extends Ring {
      @transition('c') x() {}
    }
    expect(checked(Heir)).toThrow(/got 'c', which does not exist\.$/);
  });

  it('a transition to a method without transitions', () => {
    class Stuck extends Noted {
      @transition('b') a() {}
      b() {}
    }
    expect(checked(Stuck)).toThrow(
      bad(
        "Expected the transition from 'a' to lead to a method with transitions in class Stuck, got 'b', which has none.",
      ),
    );
  });

  it('a tagged task', () => {
    class Tagged extends Noted {
      @tag('slow') @transition('a') a() {}
    }
    expect(checked(Tagged)).toThrow(bad("Expected no tags on the tasks in class Tagged, got one on 'a'."));
  });

  it('nothing, but warns, if a task cannot be reached', () => {
    class Island extends Noted {
      @transition('a') a() {}
      @transition('a') b() {}
      @transition('b') c() {}
    }
    expect(checked(Island)()).toEqual([
      'Task b of Island cannot be reached from the first task.',
      'Task c of Island cannot be reached from the first task.',
    ]);
    expect(unreachableTasks(chainOf(Ring as never))).toEqual([]);
  });
});

describe('@transition throws where it is written', () => {
  it.each([
    ['a', 0],
    ['a', -1],
    ['a', Number.NaN],
    ['a', 'much'],
    [3, 1],
    [undefined, 1],
  ])('with %j and a weight of %j', (name, weight) => {
    const message = `Expected a name and a weight above 0 in @transition, got ${name}: ${weight}.`;
    expect(() => untyped(name, weight)).toThrow(bad(message));
    expect(() => transitions([[name, weight] as never])).toThrow(bad(message));
  });

  it('on anything but a method or a task set', () => {
    const rejection = (where: string) =>
      expect.objectContaining({
        code: 'BAD_DECORATOR',
        message: `Expected @transition on a method or a static task set, got it on ${where}.`,
      });
    expect(() => {
      class Wrong extends Noted {
        @untyped('a') a = () => {};
      }
      return Wrong;
    }).toThrow(rejection("'a', a field"));
    class Wrong extends Noted {
      @untyped('A') static A = class {};
    }
    const message = "Expected @transition on a method or a task set in class Wrong, got it on 'A'.";
    expect(() => chainOf(Wrong as never)).toThrow(bad(message));
    expect(() => untyped('a')(Ring)).toThrow(rejection("'Ring', a class"));
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StopUser } from '../../../src/core/signals.js';
import { checkUserClass } from '../../../src/user/classes/check.js';
import { collectTasks } from '../../../src/user/tasks/collect-tasks.js';
import { SequentialTaskSet } from '../../../src/user/tasks/sequential.js';
import { tag } from '../../../src/user/tasks/tag.js';
import { task } from '../../../src/user/tasks/task.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { newEnvironment, start } from '../../helpers/users/start-user.js';

/** Records its tasks, and ends its user after `enough` of them. */
class Noted extends SequentialTaskSet {
  static order: string[] = [];
  static enough = 0;
  note(name: string): void {
    const { order, enough } = Noted;
    order.push(name);
    if (order.length >= enough) throw new StopUser();
  }
}

/** The first tasks that a user runs whose only task is `set`. */
async function orderOf(set: typeof Noted, enough: number, environment = newEnvironment().environment) {
  Noted.order = [];
  Noted.enough = enough;
  class Follower extends User {
    static override tasks = [set];
  }
  await start(Follower, environment).ended;
  return Noted.order.join(' ');
}

class Purchase extends Noted {
  @task login() {
    this.note('login');
  }
  @task(2) look() {
    this.note('look');
  }
  @task(0) never() {
    this.note('never');
  }
  @task pay() {
    this.note('pay');
  }
}

describe('SequentialTaskSet', () => {
  it('runs its tasks in order of declaration, repeated by weight, in a loop', async () => {
    expect(await orderOf(Purchase, 9)).toBe('login look look pay login look look pay login');
  });

  it('starts with inherited tasks', async () => {
    class Gift extends Purchase {
      @task wrap() {
        this.note('wrap');
      }
    }
    expect(await orderOf(Gift, 6)).toBe('login look look pay wrap login');
  });

  it('keeps the position of an overridden task', async () => {
    class Hurried extends Purchase {
      @task(1) override look() {
        this.note('glance');
      }
    }
    expect(await orderOf(Hurried, 4)).toBe('login glance pay login');
  });

  it('runs static tasks before methods: functions, sets and weights', async () => {
    class Detour extends TaskSet {
      @task go() {
        (this.parent as Noted).note('detour');
        this.interrupt();
      }
    }
    const say = (name: string) => (set: Noted) => set.note(name);
    class Listed extends Noted {
      static override tasks = [say('a'), [say('b'), 2] as const, Detour, [say('never'), 0] as const];
      @task last() {
        this.note('last');
      }
    }
    expect(await orderOf(Listed, 7)).toBe('a b b detour last a b');
  });

  it('accepts a Map as static tasks', async () => {
    const say = (name: string) => (set: Noted) => set.note(name);
    class Mapped extends Noted {
      static override tasks = new Map([
        [say('a'), 1],
        [say('b'), 3],
      ]);
    }
    expect(await orderOf(Mapped, 6)).toBe('a b b b a b');
  });

  it('runs methods and nested sets as written, if all of them have parentheses', async () => {
    class Trip extends Noted {
      @task() start() {
        this.note('start');
      }
      @task(2) static Detour = class extends TaskSet {
        @task go() {
          (this.parent as Noted).note('detour');
          this.interrupt();
        }
      };
      @tag('foot') @task walk() {
        this.note('walk');
      }
    }
    expect(await orderOf(Trip, 8)).toBe('start detour detour walk start detour detour walk');
    class Longer extends Trip {
      @task() static Rest = class extends TaskSet {
        @task go() {
          (this.parent as Noted).note('rest');
          this.interrupt();
        }
      };
      @task override start() {
        this.note('begin');
      }
      @task() arrive() {
        this.note('arrive');
      }
    }
    expect(await orderOf(Longer, 6)).toBe('begin detour detour walk rest arrive');
  });

  it('is rejected if a bare @task leaves the order of methods and sets unknown', () => {
    class Trip extends SequentialTaskSet {
      @task() start() {}
      @task static Detour = class extends TaskSet {
        @task go() {}
      };
      @task() walk() {}
    }
    class Traveller extends User {
      static override tasks = [Trip];
    }
    expect(() => checkUserClass(Traveller)).toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_TASK_ORDER',
        message:
          "Expected a known order of methods and task sets in class Trip, got 'Detour', whose position is not known.",
        hint: 'Write @task() with parentheses on each of them, or list all tasks in static tasks.',
      }),
    );
  });

  it('is rejected with methods and sets under experimentalDecorators, which run for methods first', () => {
    class Trip extends SequentialTaskSet {
      static Detour = class extends TaskSet {
        go() {}
      };
      walk() {}
    }
    const legacy = task() as unknown as (owner: object, name: string, descriptor?: object) => void;
    legacy(Trip.prototype, 'walk', Object.getOwnPropertyDescriptor(Trip.prototype, 'walk'));
    (task() as typeof legacy)(Trip, 'Detour');
    const hint = expect.stringContaining('Turn experimentalDecorators off');
    expect(() => collectTasks(Trip)).toThrow(expect.objectContaining({ code: 'UNKNOWN_TASK_ORDER', hint }));
  });

  it('leaves out tasks that the tags exclude', async () => {
    class Tagged extends Purchase {
      @tag('slow') @task override look() {
        this.note('look');
      }
    }
    const { environment } = newEnvironment({ excludeTags: ['slow'] });
    expect(await orderOf(Tagged, 4, environment)).toBe('login pay login pay');
  });

  it('starts from the first task when entered again', async () => {
    class Broken extends Purchase {
      @task override pay() {
        Noted.order.push('pay');
        this.interrupt();
      }
      @task never2() {
        this.note('never');
      }
    }
    expect(await orderOf(Broken, 6)).toBe('login look look pay login look');
  });

  it('continues with the next task after an exception', async () => {
    class Clumsy extends Purchase {
      @task(2) override look() {
        this.note('look');
        throw new Error('oh');
      }
    }
    expect(await orderOf(Clumsy, 5)).toBe('login look look pay login');
  });

  it('runs scheduled tasks first, and then continues the order', async () => {
    class Interrupted extends Purchase {
      @task override login() {
        this.note('login');
        this.scheduleTask((set: Noted) => set.note('mail'));
      }
    }
    expect(await orderOf(Interrupted, 6)).toBe('login mail look look pay login');
  });

  it('repeats tasks by weight, for any weights', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { minLength: 1, maxLength: 6 }), async (weights) => {
        fc.pre(weights.some((weight) => weight > 0));
        const once = weights.flatMap((weight, i) => new Array<string>(weight).fill(`t${i}`));
        class Any extends Noted {
          static override tasks = weights.map((weight, i) => [(set: Noted) => set.note(`t${i}`), weight] as const);
        }
        expect(await orderOf(Any, once.length * 2)).toBe([...once, ...once].join(' '));
      }),
      { numRuns: 40 },
    );
  });
});

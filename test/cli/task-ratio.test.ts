import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskRatios, taskRatioText } from '../../src/cli/task-ratio.js';
import type { UserClass } from '../../src/user/classes/check.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';

class Visitor extends User {
  @task(3) look(): void {}
  @task miss(): void {}
}
class Admin extends User {
  static override fixedCount = 1;
  @task boss(): void {}
}

/** A new class with one task per weight. */
function classOf(name: string, weight: number, fixedCount: number, taskWeights: readonly number[]): UserClass {
  const made = { [name]: class extends User {} }[name] as UserClass;
  Object.assign(made, { weight, fixedCount });
  for (const [i, taskWeight] of taskWeights.entries()) {
    const method = (): void => {};
    Object.defineProperty(made.prototype, `task${i}`, { value: method });
    task(taskWeight)(method, { kind: 'method', name: `task${i}` });
  }
  return made;
}

describe('--show-task-ratio', () => {
  it('has Locust’s layout, byte for byte', () => {
    const rule = '-'.repeat(80);
    const row = (text: string) => text.padEnd(62);
    expect(taskRatioText(taskRatios([Visitor, Admin], 10))).toBe(
      [
        '',
        ' Task ratio per User class',
        rule,
        row(' 90.0       Visitor'),
        row('   75.0       look'),
        row('   25.0       miss'),
        row(' 10.0       Admin'),
        row('   100.0      boss'),
        '',
        ' Total task ratio',
        rule,
        row(' 90.0       Visitor'),
        row('   67.5       look'),
        row('   22.5       miss'),
        row(' 10.0       Admin'),
        row('   10.0       boss'),
        '',
      ].join('\n'),
    );
  });

  it('is the same as data with --show-task-ratio-json', () => {
    expect(taskRatios([Visitor, Admin], 10)).toEqual({
      per_class: {
        Visitor: { ratio: 0.9, tasks: { look: { ratio: 0.75 }, miss: { ratio: 0.25 } } },
        Admin: { ratio: 0.1, tasks: { boss: { ratio: 1 } } },
      },
      total: {
        Visitor: { ratio: 0.9, tasks: { look: { ratio: 0.675 }, miss: { ratio: 0.225 } } },
        Admin: { ratio: 0.1, tasks: { boss: { ratio: 0.1 } } },
      },
    });
  });

  it('without --users counts one user by weight, or the fixed ones alone', () => {
    expect(taskRatios([Visitor], null).per_class).toMatchObject({ Visitor: { ratio: 1 } });
    expect(taskRatios([Visitor, Admin], null).per_class).toMatchObject({ Visitor: { ratio: 0 }, Admin: { ratio: 1 } });
  });

  it('rounds users as Locust does: a half to the even side', () => {
    const [a, b] = [classOf('A', 1, 0, [1]), classOf('B', 1, 0, [1])];
    expect(taskRatios([a, b], 5).per_class).toMatchObject({ A: { ratio: 0.5 }, B: { ratio: 0.5 } });
    expect(taskRatios([a, b, Admin], 2).per_class).toMatchObject({ A: { ratio: 0 }, Admin: { ratio: 1 } });
  });

  it('always adds up: classes to one, tasks to one in their class and to its share in all', () => {
    const shape = fc.record({
      weight: fc.integer({ min: 1, max: 9 }),
      fixedCount: fc.integer({ min: 0, max: 3 }),
      tasks: fc
        .array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 })
        .filter((all) => all.some(Boolean)),
    });
    fc.assert(
      fc.property(
        fc.array(shape, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 20, max: 500 }),
        (shapes, users) => {
          const classes = shapes.map((one, i) => classOf(`User${i}`, one.weight, one.fixedCount, one.tasks));
          const { per_class, total } = taskRatios(classes, users);
          const sum = (ratios: Readonly<Record<string, { ratio: number }>> = {}) =>
            Object.values(ratios).reduce((all, { ratio }) => all + ratio, 0);
          expect(sum(per_class)).toBeCloseTo(1);
          for (const [name, { ratio, tasks }] of Object.entries(total)) {
            expect(sum(tasks)).toBeCloseTo(ratio);
            expect(sum(per_class[name]?.tasks)).toBeCloseTo(1);
          }
        },
      ),
    );
  });
});

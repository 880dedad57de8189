import { describe, expect, it } from 'vitest';
import { classesOf, prepareClasses, withPreparedClasses } from '../../src/run/scenario-classes.js';
import { nextWaitSeconds } from '../../src/user/hooks.js';
import { tag } from '../../src/user/tasks/tag.js';
import { task } from '../../src/user/tasks/task.js';
import { TaskSet } from '../../src/user/tasks/task-set.js';
import { User } from '../../src/user/user.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';
import { repeatedTasks } from '../helpers/users/repeated-tasks.js';

function makeClasses() {
  class Basket extends TaskSet {
    @tag('gdpr') @task forget() {}
  }
  class Buyer extends User {
    @task(5) look() {}
    @task pay() {}
    @task static Basket = Basket;
  }
  class Admin extends User {
    override waitTime() {
      return 1;
    }
    @task watch() {}
  }
  return [Buyer, Admin];
}

const tasksOf = (userClass: typeof User) => repeatedTasks(userClass).map(({ name }) => name);

describe('classesOf', () => {
  it('are those that the scenario names, and all without names', () => {
    const classes = makeClasses();
    expect(classesOf({ name: 's' }, classes)).toEqual(classes);
    expect(classesOf({ name: 's', userClasses: ['Admin'] }, classes).map(({ name }) => name)).toEqual(['Admin']);
  });

  it.each([
    ['Bayer', "Did you mean 'Buyer'?"],
    ['Nope', 'Available: Buyer, Admin'],
  ])('refuses %s', (name, hint) => {
    expect(() => classesOf({ name: 's', userClasses: ['Buyer', name] }, makeClasses())).toThrow(
      expect.objectContaining({
        ...{ code: 'BAD_SCENARIO', exitCode: 2, hint },
        message: `scenario s: Expected user_classes to name user classes, got '${name}'.`,
      }),
    );
  });
});

describe('prepareClasses', () => {
  it('leaves all classes as they are without settings', () => {
    const classes = makeClasses();
    expect(prepareClasses({ name: 's' }, classes)).toEqual(classes);
    expect(tasksOf(classes[0] as typeof User)).toHaveLength(7);
  });

  it('sets the weights of classes', () => {
    const [buyer] = prepareClasses({ name: 's', requestMix: { Buyer: 7 } }, makeClasses());
    expect([buyer?.name, buyer?.weight]).toEqual(['Buyer', 7]);
  });

  it('sets the weights of tasks; task sets count as tasks', () => {
    const [buyer, ...others] = prepareClasses({ name: 's', requestMix: { pay: 0.25, basket: 0.75 } }, makeClasses());
    expect(others).toEqual([]);
    expect(tasksOf(buyer as typeof User)).toEqual(['pay', 'Basket', 'Basket', 'Basket']);
  });

  it('leaves out classes without a task for the tags; a task in a set is one', () => {
    expect(prepareClasses({ name: 's', tags: ['gdpr'] }, makeClasses()).map(({ name }) => name)).toEqual(['Buyer']);
    expect(() => prepareClasses({ name: 's', tags: ['none'] }, makeClasses())).toThrow(
      'scenario s: Expected a task tagged none in the files, found none.',
    );
  });

  it('paces users, also those of a class with a method waitTime()', () => {
    const { environment } = makeEnvironment();
    for (const userClass of prepareClasses({ name: 's', pacing: 3_600 }, makeClasses()))
      expect(new userClass(environment)[nextWaitSeconds](), userClass.name).toBeGreaterThan(3_000);
  });
});

describe('the pacing of a class', () => {
  it('does not apply to subclasses that the scenario leaves out', () => {
    const { environment } = makeEnvironment();
    class Method extends User {
      override waitTime() {
        return 1;
      }
    }
    class Paced extends Method {
      @task go() {}
    }
    class Own extends Paced {}
    class Default extends User {
      @task go() {}
    }
    class Child extends Default {}
    prepareClasses({ name: 's', pacing: 3_600 }, [Paced, Default]);
    const waits = [Paced, Own, Default, Child].map((one) => new one(environment)[nextWaitSeconds]());
    expect(waits).toEqual([expect.closeTo(3_600, 0), 1, expect.closeTo(3_600, 0), 0]);
  });
});

describe('withPreparedClasses', () => {
  it.each([
    [{ pacing: 1 }, {}, true],
    [{}, { requestMix: { Buyer: 1 } }, true],
    [{}, {}, false],
  ])(
    'refuses classes of a test that has not ended, if one changes them: %j, then %j',
    async (first, second, isRefused) => {
      const classes = makeClasses();
      let end = () => {};
      const use = () =>
        new Promise<void>((resolve) => {
          end = resolve;
        });
      const running = withPreparedClasses({ name: 'a', ...first }, classes, use);
      const other = withPreparedClasses({ name: 'b', ...second }, classes.slice(0, 1), async () => 'ran');
      if (isRefused) await expect(other).rejects.toMatchObject({ code: 'CLASSES_IN_USE' });
      else expect(await other).toBe('ran');
      end();
      await running;
      expect(await withPreparedClasses({ name: 'c', ...second }, classes, async () => 'ran')).toBe('ran');
    },
  );

  it.each<['Base' | 'First', object, 'Base' | 'First' | 'Second', object, boolean]>([
    ['Base', { pacing: 1 }, 'First', {}, true],
    ['Base', { requestMix: { Base: 1 } }, 'First', {}, true],
    ['First', {}, 'Base', { pacing: 1 }, true],
    ['Base', {}, 'First', { pacing: 1 }, false],
    ['Base', {}, 'First', {}, false],
    ['First', { pacing: 1 }, 'Second', { pacing: 1 }, false],
  ])(
    'refuses a class that would inherit what another test sets: %s %j, then %s %j',
    async (used, plan, next, nextPlan, isRefused) => {
      class Base extends User {
        @task look() {}
      }
      const classes = { Base, First: class extends Base {}, Second: class extends Base {} };
      await withPreparedClasses({ name: 'a', ...plan }, [classes[used]], async () => {
        const other = withPreparedClasses({ name: 'b', ...nextPlan }, [classes[next]], async () => 'ran');
        if (isRefused) await expect(other).rejects.toMatchObject({ code: 'CLASSES_IN_USE' });
        else expect(await other).toBe('ran');
      });
    },
  );

  it('leaves the classes as they were, also after an error', async () => {
    const classes = makeClasses();
    const stateOf = (one: typeof User) => [tasksOf(one), one.weight, one.waitTime, Reflect.ownKeys(one.prototype)];
    const before = classes.map(stateOf);
    const plan = { name: 's', requestMix: { Buyer: 7, pay: 1 }, pacing: 6 };
    const inside = await withPreparedClasses(plan, classes, async ([buyer]) => [
      tasksOf(buyer as typeof User),
      buyer?.weight,
    ]);
    expect(inside).toEqual([['pay'], 7]);
    await expect(withPreparedClasses(plan, classes, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(classes.map(stateOf)).toEqual(before);
  });
});

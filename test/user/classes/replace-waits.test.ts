import { expect, it } from 'vitest';
import { replaceWaits, waitMembers } from '../../../src/user/classes/replace-waits.js';
import { nextWaitSeconds } from '../../../src/user/hooks.js';
import { task } from '../../../src/user/tasks/task.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { constant, type Waiter } from '../../../src/user/wait.js';
import { newEnvironment, start } from '../../helpers/users/start-user.js';

const { environment } = newEnvironment();

/** Its method waits for 1 s. */
class Reader extends User {
  readonly seconds = 7;
  override waitTime() {
    return 1;
  }
  @task read() {}
}

const ownSeconds = (user: Waiter) => (user instanceof Reader ? user.seconds : 0);
const waitOf = (userClass: typeof User) => new userClass(environment)[nextWaitSeconds]();

it('replaces the method of the class, until its members are removed', () => {
  class Paced extends Reader {}
  expect(waitOf(Paced)).toBe(1);
  replaceWaits(Paced, ownSeconds);
  expect([waitOf(Paced), waitOf(Reader)]).toEqual([7, 1]);
  for (const name of waitMembers) Reflect.deleteProperty(Paced.prototype, name);
  expect(waitOf(Paced)).toBe(1);
});

it('does not apply to subclasses, for which it may be called as well', () => {
  class Parent extends Reader {}
  class Child extends Parent {}
  replaceWaits(Parent, ownSeconds);
  expect([waitOf(Parent), waitOf(Child)]).toEqual([7, 1]);
  replaceWaits(Child, constant(8));
  expect([waitOf(Parent), waitOf(Child)]).toEqual([7, 8]);
});

it('applies in task sets with waits of their own', async () => {
  const forever = constant(3_600);
  class Basket extends TaskSet<Buyer> {
    static override waitTime = forever;
    @task fill() {
      this.user.count++;
      if (this.user.count === 4) this.user.stop(false);
      if (this.user.count % 2 === 0) this.interrupt(false);
    }
  }
  class Buyer extends User {
    count = 0;
    override waitTime() {
      return 3_600;
    }
    @task static Basket = Basket;
  }
  replaceWaits(Buyer, constant(0));
  const { user, ended } = start(Buyer, environment);
  await ended;
  expect(user.count).toBe(4);
});

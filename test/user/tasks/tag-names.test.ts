import { describe, expect, it } from 'vitest';
import { tag } from '../../../src/user/tasks/tag.js';
import { tagNamesOf } from '../../../src/user/tasks/tag-names.js';
import { task } from '../../../src/user/tasks/task.js';
import type { TaskList } from '../../../src/user/tasks/task-item.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';

class Reader extends User {
  @tag('read', 'fast') @task look() {}
  @tag('set')
  @task
  static Checkout = class Checkout extends TaskSet {
    @tag('pay') @task pay() {}
    @task plain() {}
  };
}

describe('tagNamesOf', () => {
  it('has the tags of all tasks, at any depth', () => {
    class Plain extends User {
      @task look() {}
    }
    expect([...(tagNamesOf([Reader, Plain]) ?? [])].sort()).toEqual(['fast', 'pay', 'read', 'set']);
    expect([...(tagNamesOf([Plain]) ?? ['?'])]).toEqual([]);
  });

  it('visits a set that contains itself once', () => {
    class Loop extends TaskSet {
      static override tasks: TaskList = [];
      @tag('again') @task once() {}
    }
    Loop.tasks = [Loop];
    class Looper extends User {
      static override tasks = [Loop];
    }
    expect([...(tagNamesOf([Looper]) ?? [])]).toEqual(['again']);
  });

  it('does not know those of a class that picks its tasks itself', () => {
    class Picker extends User {
      @tag('a') @task look() {}
      override getNextTask() {
        return super.getNextTask();
      }
    }
    class Later extends User {}
    expect([tagNamesOf([Reader, Picker]), tagNamesOf([Later])]).toEqual([null, null]);
  });
});

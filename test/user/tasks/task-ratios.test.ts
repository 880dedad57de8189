import { describe, expect, it } from 'vitest';
import { task } from '../../../src/user/tasks/task.js';
import { ratioTrees } from '../../../src/user/tasks/task-ratios.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';

class Forum extends TaskSet {
  @task(3) read(): void {}
  @task write(): void {}
}
class Visitor extends User {
  @task home(): void {}
  @task static Forum = Forum;
}
class Admin extends User {
  @task boss(): void {}
}

describe('ratioTrees', () => {
  it('multiplies the shares down in total, and not per class', () => {
    const { per_class, total } = ratioTrees(
      [Visitor, Admin],
      new Map([
        ['Visitor', 3],
        ['Admin', 1],
      ]),
    );
    expect(per_class.Visitor).toMatchObject({
      ratio: 0.75,
      tasks: { home: { ratio: 0.5 }, Forum: { ratio: 0.5, tasks: { read: { ratio: 0.75 } } } },
    });
    expect(total.Visitor).toMatchObject({
      tasks: { home: { ratio: 0.375 }, Forum: { tasks: { write: { ratio: 0.09375 } } } },
    });
  });

  it('leaves out task sets without tasks, which never run', () => {
    class Hollow extends TaskSet {
      @task static Deeper = class extends TaskSet {};
    }
    class Mixed extends User {
      @task home(): void {}
      @task(9) static Hollow = Hollow;
    }
    const { per_class } = ratioTrees([Mixed], new Map([['Mixed', 1]]));
    expect(per_class).toEqual({ Mixed: { ratio: 1, tasks: { home: { ratio: 1 } } } });
  });

  it('has shares of 0 without users', () => {
    expect(ratioTrees([Admin], new Map()).per_class).toEqual({ Admin: { ratio: 0, tasks: { boss: { ratio: 1 } } } });
  });
});

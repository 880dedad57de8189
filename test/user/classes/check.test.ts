import { describe, expect, it } from 'vitest';
import { checkClass } from '../../../src/core/actor.js';
import { HttpUser } from '../../../src/protocols/http/http-user.js';
import { checkUserClass, isRunnable } from '../../../src/user/classes/check.js';
import { task } from '../../../src/user/tasks/task.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';
import { repeatedTasksOf } from '../../helpers/users/repeated-tasks.js';
import { newEnvironment } from '../../helpers/users/start-user.js';

class Visitor extends HttpUser {
  @task
  browse() {}
}

describe('isRunnable', () => {
  it('is true for subclasses of User that are not abstract', () => {
    abstract class Base extends Visitor {
      static override abstract = true;
    }
    class Concrete extends Base {}
    class Declared extends Base {
      static override abstract = false;
    }
    const classes = [Visitor, Base, Concrete, Declared];
    expect(classes.map(isRunnable)).toEqual([true, false, true, true]);
  });

  it('is false for base classes of the library and for other values', () => {
    const others = [User, HttpUser, class {}, Error, () => {}, {}, Visitor.prototype, null, undefined, 'Visitor'];
    expect(others.filter(isRunnable)).toEqual([]);
  });
});

describe('checkUserClass', () => {
  it('accepts a correct class', () => {
    class Rare extends Visitor {
      static override weight = 0.5;
      static override fixedCount = 0;
    }
    expect(() => checkUserClass(Rare)).not.toThrow();
  });

  it('rejects a class without tasks', () => {
    class Idle extends HttpUser {
      @task(0)
      never() {}
      browse() {}
    }
    expect(() => checkUserClass(Idle)).toThrow(
      expect.objectContaining({
        code: 'NO_TASKS',
        message: 'Expected class Idle to have a task, got none.',
        hint: 'Put @task before at least one of its methods.',
      }),
    );
  });

  it('accepts a class without tasks that overrides getNextTask', () => {
    class Chooser extends HttpUser {
      override getNextTask() {
        return this.look;
      }
      look() {}
    }
    expect(checkUserClass(Chooser)).toEqual([]);
  });

  it('rejects a misspelt member', () => {
    class Heavy extends Visitor {
      static wieght = 3;
    }
    expect(() => checkUserClass(Heavy)).toThrow(expect.objectContaining({ code: 'MISSPELT' }));
  });

  it('calls the check method of the class', () => {
    class Socket extends User {
      static port = 0;
      static override [checkClass]() {
        super[checkClass]();
        if (this.port === 0) throw new Error(`No port in ${this.name}.`);
      }
    }
    class Closed extends Socket {
      @task send() {}
    }
    class Open extends Closed {
      static override port = 7;
    }
    class Weightless extends Open {
      static override weight = -1;
    }
    expect(() => checkUserClass(Closed)).toThrow('No port in Closed.');
    expect(checkUserClass(Open)).toEqual([]);
    expect(() => checkUserClass(Weightless)).toThrow(expect.objectContaining({ code: 'BAD_WEIGHT' }));
  });

  it('warns of task sets without tasks, which are left out', async () => {
    class Empty extends TaskSet {}
    class Around extends TaskSet {
      @task static Empty = Empty;
    }
    class Chooser extends TaskSet {
      override getNextTask() {
        return () => this.interrupt();
      }
    }
    class Deep extends Visitor {
      @task static Around = Around;
      @task static Chooser = Chooser;
    }
    expect(checkUserClass(Deep)).toEqual(['Task set Around of Deep has no tasks: it is left out.']);
    expect(repeatedTasksOf(Deep, newEnvironment().environment).map(({ name }) => name)).toEqual(['browse', 'Chooser']);
    class Hollow extends HttpUser {
      @task static Around = Around;
    }
    expect(() => checkUserClass(Hollow)).toThrow(
      expect.objectContaining({ code: 'NO_TASKS', message: 'Expected class Hollow to have a task, got none.' }),
    );
  });

  it('checks nested task sets at any depth', () => {
    class Snake extends TaskSet {
      on_start() {}
      @task go() {}
    }
    class Python extends Visitor {
      static override tasks = [Snake];
    }
    expect(() => checkUserClass(Python)).toThrow(
      expect.objectContaining({ code: 'PYTHON_SPELLING', message: expect.stringContaining('class Snake') }),
    );
    class Odd extends TaskSet {
      static override tasks = 'go' as never;
    }
    class Listed extends Visitor {
      @task static Odd = Odd;
    }
    expect(() => checkUserClass(Listed)).toThrow(expect.objectContaining({ code: 'BAD_TASK_LIST' }));
  });

  it('checks task sets that contain each other once', () => {
    class There extends TaskSet {
      @task go() {}
    }
    class Back extends TaskSet {
      static override tasks = [There];
    }
    There.tasks = [Back];
    class Circular extends Visitor {
      @task static There = There;
    }
    expect(checkUserClass(Circular)).toEqual([]);
  });

  it('rejects Python spellings', () => {
    class Snake extends Visitor {
      static wait_time = 1;
    }
    expect(() => checkUserClass(Snake)).toThrow(expect.objectContaining({ code: 'PYTHON_SPELLING' }));
  });
});

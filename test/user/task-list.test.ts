import { describe, expect, it } from 'vitest';
import { tag } from '../../src/user/tag.js';
import { task } from '../../src/user/task.js';
import { collectTasks, tasksOf } from '../../src/user/task-list.js';
import { User } from '../../src/user/user.js';
import { newEnvironment } from '../helpers/user-life.js';

const namesOf = (userClass: { readonly prototype: object; readonly name: string }) =>
  collectTasks(userClass).map(({ name }) => name);

class Listener extends User {
  @task(2)
  @tag('read')
  list() {
    return 'all';
  }
  @task
  @tag('write', 'slow')
  upload() {
    return 'short';
  }
  @task
  plain() {
    return 'plain';
  }
}

describe('the tasks of a class', () => {
  it('are its own and its ancestors’, those of the ancestors first, each as often as it weighs', () => {
    class Fan extends Listener {
      @task(2)
      follow() {}
    }
    expect(namesOf(Fan)).toEqual(['list', 'list', 'upload', 'plain', 'follow', 'follow']);
    expect(namesOf(Listener)).toEqual(['list', 'list', 'upload', 'plain']);
  });

  it('are not those of weight 0', () => {
    class Quiet extends Listener {
      @task(0)
      override upload() {
        return '';
      }
      @task(0)
      rest() {}
    }
    expect(namesOf(Quiet)).toEqual(['list', 'list', 'plain']);
  });

  it('take the body and the weight of one that is declared again with @task', () => {
    class Fan extends Listener {
      @task(3)
      override upload() {
        return 'long';
      }
    }
    expect(namesOf(Fan)).toEqual(['list', 'list', 'upload', 'upload', 'upload', 'plain']);
    expect(new Fan(newEnvironment().environment).upload()).toBe('long');
  });

  it('take only the body of one that is declared again without @task', () => {
    class Fan extends Listener {
      override list() {
        return `${super.list()} of mine`;
      }
    }
    expect(namesOf(Fan)).toEqual(namesOf(Listener));
    expect(new Fan(newEnvironment().environment).list()).toBe('all of mine');
    expect(collectTasks(Fan)[0]?.tags).toEqual(new Set(['read']));
  });

  it('do not make anybody call a getter', () => {
    class Careful extends Listener {
      get trap(): never {
        throw new Error('must not be called');
      }
    }
    expect(namesOf(Careful)).toEqual(namesOf(Listener));
  });

  it('say what their user is doing', () => {
    expect(collectTasks(Listener)[0]?.activity).toBe('task list');
  });
});

describe('in a run', () => {
  it.each([
    [{}, ['list', 'list', 'upload', 'plain']],
    [{ tags: ['read', 'write'] }, ['list', 'list', 'upload']],
    [{ excludeTags: ['slow'] }, ['list', 'list', 'plain']],
    [{ tags: ['write'], excludeTags: ['slow'] }, []],
    [{ tags: ['nobody'] }, []],
  ])('with %j, the tasks are %j', (options, names) => {
    const { environment } = newEnvironment(options);
    expect(tasksOf(Listener, environment).map(({ name }) => name)).toEqual(names);
  });

  it('they are collected once for all users of a class, and for each run anew', () => {
    const [first, second] = [newEnvironment({ tags: ['read'] }), newEnvironment()];
    const tasks = tasksOf(Listener, first.environment);
    expect(tasksOf(Listener, first.environment)).toBe(tasks);
    expect(tasksOf(Listener, second.environment)).toHaveLength(4);
    class Fan extends Listener {}
    expect(tasksOf(Fan, first.environment)).toHaveLength(2);
  });
});

import { describe, expect, it } from 'vitest';
import { ClassEditor } from '../../../src/user/classes/class-editor.js';
import { User } from '../../../src/user/user.js';
import { repeatedTasks } from '../../helpers/users/repeated-tasks.js';

function newClass() {
  return class Shopper extends User {
    static override abstract = false;
    static override tasks = [function browse() {}, function buy() {}];
  };
}

const namesOf = (userClass: ReturnType<typeof newClass>) => repeatedTasks(userClass).map(({ name }) => name);

describe('ClassEditor', () => {
  it('keeps tasks by name, and knows those that were left out before', () => {
    const userClass = newClass();
    const editor = new ClassEditor([userClass]);
    editor.update('Shopper', {}, ['buy']);
    expect(namesOf(userClass)).toEqual(['buy']);
    editor.update('Shopper', {}, ['browse']);
    expect(namesOf(userClass)).toEqual(['browse']);
    expect(editor.tasksOf('Shopper').map(({ task }) => task.name)).toEqual(['browse', 'buy']);
  });

  it('sets attributes, in Locust’s spelling too', () => {
    const userClass = newClass();
    new ClassEditor([userClass]).update('Shopper', { weight: 7, fixed_count: 2, host: undefined });
    expect([userClass.weight, userClass.fixedCount, userClass.host]).toEqual([7, 2, null]);
  });

  it.each([{ weight: -1 }, { host: 5 }, { prototype: {} }, JSON.parse('{"__proto__": {}}')])(
    'refuses %j, and changes nothing',
    (wrong) => {
      const userClass = newClass();
      const editor = new ClassEditor([userClass]);
      expect(() => editor.update('Shopper', { fixed_count: 2, ...wrong }, ['buy'])).toThrow();
      expect([userClass.weight, userClass.fixedCount, userClass.host]).toEqual([1, 0, null]);
      expect(namesOf(userClass)).toEqual(['browse', 'buy']);
      expect(Object.getPrototypeOf(userClass)).toBe(User);
    },
  );

  it.each([[['nope']], [[]]])('refuses a selection without any task of the class, %j, and changes nothing', (tasks) => {
    const userClass = newClass();
    const editor = new ClassEditor([userClass]);
    const error = expect.objectContaining({
      code: 'BAD_TASK_LIST',
      message: expect.stringContaining('browse, buy; got ['),
    });
    expect(() => editor.update('Shopper', { weight: 7 }, tasks)).toThrow(error);
    expect([userClass.weight, namesOf(userClass)]).toEqual([1, ['browse', 'buy']]);
  });

  it('rejects an unknown class', () => {
    const unknown = expect.objectContaining({ code: 'UNKNOWN_USER', hint: 'Available: Shopper' });
    expect(() => new ClassEditor([newClass()]).update('Other', {})).toThrow(unknown);
  });
});

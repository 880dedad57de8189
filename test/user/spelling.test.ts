import { describe, expect, it } from 'vitest';
import { checkFields, checkSpelling } from '../../src/user/spelling.js';
import { User } from '../../src/user/user.js';

describe("Python's spellings", () => {
  it.each([
    ['wait_time', 'waitTime'],
    ['on_start', 'onStart'],
    ['on_stop', 'onStop'],
    ['fixed_count', 'fixedCount'],
    ['min_wait', 'waitTime = between(low, high), in seconds'],
    ['max_wait', 'waitTime = between(low, high), in seconds'],
    ['wait_function', 'waitTime'],
    ['task_set', 'tasks'],
  ])('%s is refused, as a static and as a method, with the right one: %s', (wrong, right) => {
    class Static extends User {}
    Object.defineProperty(Static, wrong, { value: 1 });
    class Method extends User {}
    Object.defineProperty(Method.prototype, wrong, { value() {} });
    for (const userClass of [Static, Method, class Heir extends Method {}]) {
      expect(() => checkSpelling(userClass)).toThrow(
        expect.objectContaining({
          code: 'PYTHON_SPELLING',
          message: `Expected '${right}' in class ${userClass.name}, got Python's '${wrong}'.`,
          hint: `Rename it: ${wrong} is ${right} here.`,
        }),
      );
    }
  });

  it('are only those: what is written rightly passes, snake case of your own included', () => {
    class Visitor extends User {
      static my_own_number = 1;
      my_helper() {}
    }
    expect(() => checkSpelling(Visitor)).not.toThrow();
  });
});

describe('what belongs to the class', () => {
  it.each(['weight', 'fixedCount', 'host', 'abstract', 'waitTime'])(
    '%s as a field is refused, with the remedy',
    (field) => {
      class Visitor {}
      const visitor = Object.assign(new Visitor(), { [field]: 1 });
      expect(() => checkFields(visitor)).toThrow(
        expect.objectContaining({ code: 'NOT_STATIC', hint: `Write static ${field} = …` }),
      );
    },
  );

  it("a field in Python's spelling is refused, any other passes", () => {
    class Visitor {}
    expect(() => checkFields(Object.assign(new Visitor(), { wait_time: 1 }))).toThrow(/waitTime/);
    expect(() => checkFields(Object.assign(new Visitor(), { basket: [] }))).not.toThrow();
  });
});

import { describe, expect, it } from 'vitest';
import { checkSpelling } from '../../src/user/spelling.js';
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

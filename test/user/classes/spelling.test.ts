import { describe, expect, it } from 'vitest';
import { FastHttpUser } from '../../../src/protocols/http/fast-http-user.js';
import { HttpUser } from '../../../src/protocols/http/http-user.js';
import { checkFields, checkSpelling, isTypoOf } from '../../../src/user/classes/spelling.js';
import { task } from '../../../src/user/tasks/task.js';
import { TaskSet } from '../../../src/user/tasks/task-set.js';
import { User } from '../../../src/user/user.js';

describe('Python spellings', () => {
  it.each([
    ['wait_time', 'waitTime'],
    ['on_start', 'onStart'],
    ['on_stop', 'onStop'],
    ['fixed_count', 'fixedCount'],
    ['min_wait', 'waitTime = between(low, high), in seconds'],
    ['max_wait', 'waitTime = between(low, high), in seconds'],
    ['wait_function', 'waitTime'],
    ['task_set', 'tasks'],
  ])('%s is rejected as a static member and as a method, with the right name: %s', (wrong, right) => {
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

  it('are rejected; correct names and other snake-case names are accepted', () => {
    class Visitor extends User {
      static my_own_number = 1;
      my_helper() {}
    }
    expect(() => checkSpelling(Visitor)).not.toThrow();
  });
});

describe('a typo', () => {
  it.each([
    ['wieght', 'weight'],
    ['weght', 'weight'],
    ['weightt', 'weight'],
    ['Weight', 'weight'],
    ['fixedcount', 'fixedCount'],
    ['fixed_Count', 'fixedCount'],
    ['watiTime', 'waitTime'],
    ['wiatTime', 'waitTime'],
    ['hots', 'host'],
    ['abstarct', 'abstract'],
    ['catchExeptions', 'catchExceptions'],
  ])('static %s is rejected: it is %s', (wrong, right) => {
    class Visitor extends User {}
    Object.defineProperty(Visitor, wrong, { value: 1 });
    for (const userClass of [Visitor, class Heir extends Visitor {}]) {
      expect(() => checkSpelling(userClass)).toThrow(
        expect.objectContaining({
          code: 'MISSPELT',
          message: `Expected '${right}' in class Visitor, got '${wrong}'.`,
          hint: 'Rename it: tsloc ignores the misspelt name.',
        }),
      );
    }
  });

  it.each([
    ['onstart', 'onStart'],
    ['onStrat', 'onStart'],
    ['onSttop', 'onStop'],
    ['getNexTask', 'getNextTask'],
  ])('a method %s is rejected, unless it is a task: it is %s', (wrong, right) => {
    class Visitor extends User {}
    Object.defineProperty(Visitor.prototype, wrong, { value() {} });
    expect(() => checkSpelling(Visitor)).toThrow(expect.objectContaining({ code: 'MISSPELT' }));
    class Careful extends User {}
    const method = { value() {} };
    Object.defineProperty(Careful.prototype, wrong, method);
    task(Careful.prototype, wrong, method);
    expect(() => checkSpelling(Careful)).not.toThrow();
    expect(isTypoOf(right, right)).toBe(false);
  });

  it.each([
    ...['hosts', 'post', 'ghost', 'task', 'height', 'weights', 'network2', 'waitTimes', 'rate', 'path', '', 'w'],
    ...['onStep', 'onStarted', 'onShop', 'stop', 'abstraction'],
  ])('does not include other words: %s', (word) => {
    class Visitor extends User {}
    Object.defineProperty(Visitor, word, { value: 1 });
    Object.defineProperty(Visitor.prototype, word, { value() {} });
    expect(() => checkSpelling(Visitor)).not.toThrow();
  });

  it('is found in every class attribute that exists', () => {
    const known = [User, HttpUser, FastHttpUser, TaskSet].flatMap((one) => Object.getOwnPropertyNames(one));
    for (const name of known.filter((one) => !['length', 'name', 'prototype'].includes(one))) {
      class Visitor extends User {}
      Object.defineProperty(Visitor, name + name.at(-1), { value: 1 });
      expect(() => checkSpelling(Visitor), name).toThrow(/MISSPELT|Expected/);
    }
  });
});

describe('an instance field', () => {
  it.each(['weight', 'fixedCount', 'host', 'abstract', 'waitTime'])(
    '%s is rejected, since it must be static',
    (field) => {
      class Visitor {}
      const visitor = Object.assign(new Visitor(), { [field]: 1 });
      expect(() => checkFields(visitor)).toThrow(
        expect.objectContaining({ code: 'NOT_STATIC', hint: `Write static ${field} = …` }),
      );
    },
  );

  it("in Python's spelling is rejected; other fields are accepted", () => {
    class Visitor {}
    expect(() => checkFields(Object.assign(new Visitor(), { wait_time: 1 }))).toThrow(/waitTime/);
    expect(() => checkFields(Object.assign(new Visitor(), { basket: [] }))).not.toThrow();
  });
});

import { describe, expect, it } from 'vitest';
import { findDecorator, readDecoratorError } from '../../../src/cli/loading/decorator-position.js';
import { misplacedDecoratorError, reservedNameError } from '../../../src/user/tasks/decorated.js';

describe('readDecoratorError', () => {
  it('reads the messages of misplaced decorators and of reserved names, and no others', () => {
    expect(readDecoratorError(misplacedDecoratorError('task', 'a static getter', 'load').message)).toEqual({
      decorator: 'task',
      kind: 'a static getter',
      name: 'load',
    });
    const reserved = { decorator: 'tag', kind: 'a method', name: 'client' };
    expect(readDecoratorError(reservedNameError('tag', 'client').message)).toEqual(reserved);
    expect(readDecoratorError("Expected @task on a class that extends TaskSet, got 'Shop'.")).toBeNull();
    expect(readDecoratorError('oh')).toBeNull();
  });
});

describe('findDecorator', () => {
  /** Valid uses that have the same names, then text that is no code. */
  const before = `
    class Good { @task load() {} @tag('x') @task(2) async *hidden() {} @task static Set = class {}; @task Bad() {} }
    // @task get load() {}
    const text = "@task get load() {}" + '@task get load' + \`
      @task get load() {} \`; /* @task
      get load() {} */
    class Bad1 {
      `;

  it.each([
    ['a getter', 'load', '@task\n      get load() { return 1; }'],
    ['a setter', 'load', '@task set load(_: number) {}'],
    ['a field', 'load', "@task(3) @tag('a)b', (c)) load = 5;"],
    ['a field', 'load', '@task declare load: number;'],
    ['a property', 'load', '@task readonly load!: number;'],
    ['an accessor', 'load', '@task accessor load = 1;'],
    ['a static method', 'load', '@task static async load<T>() {}'],
    ['a static field that is not a class', 'load', '@task static load = 3;'],
    ['a private method', '#load', '@task /* why */ async #load() {}'],
    ['a private field', '#load', '@task #load = 1;'],
    ['a method named by a symbol', 'Symbol(load)', '@task async [key]() {}'],
    ['a getter', 'load it', "@task get 'load it'() {}"],
    ['a getter', 'static', '@task get static() {}'],
    ['a method', 'client', '@task client() {}'],
    ['a method', 'get', '@task get() {}'],
    ['a class', 'Bad', '@task export default abstract class Bad {}'],
  ])('finds it on %s called %s', (kind, name, code) => {
    expect(findDecorator(`${before}${code}\n}`, { decorator: 'task', kind, name })).toBe(before.length);
  });

  it('is null where there is none', () => {
    expect(findDecorator(before, { decorator: 'task', kind: 'a getter', name: 'load' })).toBeNull();
    expect(findDecorator('@task(', { decorator: 'task', kind: 'a getter', name: 'load' })).toBeNull();
    expect(findDecorator('@task', { decorator: 'task', kind: 'a getter', name: 'load' })).toBeNull();
  });
});

import { expect, it } from 'vitest';
import { FastHttpUser } from '../../../src/protocols/http/fast-http-user.js';
import { checkAttributes, configureUserClass } from '../../../src/user/classes/configure-user-class.js';
import { task } from '../../../src/user/tasks/task.js';
import { User } from '../../../src/user/user.js';
import { repeatedTasks } from '../../helpers/users/repeated-tasks.js';

class Visitor extends User {
  @task(2) look(): void {}
  @task miss(): void {}
}

it('sets attributes in both spellings, and keeps the named tasks with their weights', () => {
  configureUserClass(Visitor, { fixed_count: 3, host: 'http://h', own_thing: 1 }, ['look']);
  expect([Visitor.fixedCount, Visitor.host, Object.hasOwn(Visitor, 'own_thing')]).toEqual([3, 'http://h', true]);
  expect(repeatedTasks(Visitor).map(({ name }) => name)).toEqual(['look', 'look']);
});

it('checks attributes by the rules of their class, without setting them', () => {
  class Fast extends FastHttpUser {}
  const check = (attributes: object) => () => checkAttributes(Fast as never, { ...attributes });
  expect(check({ weight: 5, connection_timeout: 3, own_thing: 1 })).not.toThrow();
  expect(check({ weight: '5' })).toThrow('Expected weight of class Fast to be');
  expect(check({ connection_timeout: 'soon' })).toThrow(/connectionTimeout.* of class Fast|Fast.*connectionTimeout/);
  expect(check({ name: 'Slow' })).toThrow(TypeError);
  expect([Fast.weight, Fast.connectionTimeout, Object.keys(Fast)]).toEqual([1, 60, []]);
});

import { expect, it } from 'vitest';
import { configureUserClass } from '../../../src/user/classes/configure-user-class.js';
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

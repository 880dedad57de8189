import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configureUsers, parseConfigUsers } from '../../../src/cli/run/config-users.js';
import { task } from '../../../src/user/tasks/task.js';
import { User } from '../../../src/user/user.js';
import { folderWith } from '../../helpers/processes/cli.js';
import { repeatedTasks } from '../../helpers/users/repeated-tasks.js';

describe('the arguments of --config-users', () => {
  it('are JSON texts and files, objects and lists', () => {
    const path = join(
      folderWith({ 'users.json': '[{ "user_class_name": "B" }, { "user_class_name": "C" }]' }),
      'users.json',
    );
    const names = parseConfigUsers(['{"user_class_name":"A"}', path]).map((one) => one.user_class_name);
    expect(names).toEqual(['A', 'B', 'C']);
    expect(parseConfigUsers([])).toEqual([]);
  });

  it.each([
    ['{', 'argument --config-users: expected JSON or a .json file, got {: '],
    ['none.json', 'argument --config-users: expected to read none.json, but ENOENT'],
    ['{"weight":1}', 'argument --config-users: expected an object with user_class_name, got { weight: 1 }'],
    [
      '{"user_class_name":"A","tasks":"a"}',
      "argument --config-users: expected tasks of A to be a list of names, got 'a'",
    ],
  ])('are refused otherwise: %s', (text, message) => {
    expect(() => parseConfigUsers([text])).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION', exitCode: 2, message: expect.stringContaining(message) }),
    );
  });
});

describe('configureUsers', () => {
  it('sets static attributes, Locust’s names in camelCase, and selects tasks with their weights', () => {
    class Shopper extends User {
      static page = 1;
      @task(3) browse(): void {}
      @task buy(): void {}
      @task(2) look(): void {}
    }
    const config = { user_class_name: 'Shopper', weight: 5, fixed_count: 2, host: 'http://a', page: 7, my_own: 1 };
    configureUsers([Shopper], [{ ...config, tasks: ['look', 'buy', 'nothing'] }]);
    expect({ ...Shopper, host: Shopper.host }).toMatchObject({
      weight: 5,
      fixedCount: 2,
      host: 'http://a',
      page: 7,
      my_own: 1,
    });
    expect(repeatedTasks(Shopper).map(({ name }) => name)).toEqual(['buy', 'look', 'look']);
  });

  it('refuses an unknown class with exit code 255', () => {
    class A extends User {}
    expect(() => configureUsers([A], [{ user_class_name: 'B' }])).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_USER', exitCode: 255, hint: 'Available: A' }),
    );
  });
});

import { expect, it } from 'vitest';
import { updateClass } from '../../../src/cluster/worker/update-class.js';
import { ClassEditor } from '../../../src/user/classes/class-editor.js';
import { collectTasks } from '../../../src/user/tasks/collect-tasks.js';
import { User } from '../../../src/user/user.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

class Shopper extends User {
  static override tasks = [browse, buy];
}
function browse() {}
function buy() {}
function lookAround() {}
const { environment, log } = makeEnvironment();
const logger = environment.log.logger('locust.runners');
const tasksOf = (userClass: typeof User) => collectTasks(userClass).map(({ task }) => task.name);

it('sets attributes and selects tasks by name, as the message of Locust says', () => {
  const classes = new ClassEditor([Shopper]);
  updateClass(classes, { user_class_name: 'Shopper', weight: 4, host: 'http://h', tasks: ['buy'] }, logger);
  expect([Shopper.weight, Shopper.host, collectTasks(Shopper).map(({ task }) => task.name)]).toEqual([
    4,
    'http://h',
    ['buy'],
  ]);
  updateClass(classes, { user_class_name: 'Shopper', weight: 5, tasks: null }, logger);
  expect([Shopper.weight, collectTasks(Shopper).length]).toEqual([5, 1]);
});

it('refuses a message without a known class, or with tasks that are no list', () => {
  const classes = new ClassEditor([Shopper]);
  for (const [data, code] of [
    [5, 'BAD_MESSAGE'],
    [{ user_class_name: 'Nobody' }, 'UNKNOWN_USER'],
    [{ user_class_name: 'Shopper', tasks: 'buy' }, 'BAD_MESSAGE'],
  ] as const)
    expect(() => updateClass(classes, data, logger)).toThrow(expect.objectContaining({ code }));
});

it('finds tasks in Python’s spelling, and keeps those of a class that has none with the given names', () => {
  class Visitor extends User {
    static override tasks = [browse, buy, lookAround];
  }
  const classes = new ClassEditor([Visitor]);
  updateClass(classes, { user_class_name: 'Visitor', tasks: ['look_around', 'browse'] }, logger);
  expect(tasksOf(Visitor)).toEqual(['browse', 'lookAround']);
  updateClass(classes, { user_class_name: 'Visitor', weight: 8, tasks: ['other'] }, logger);
  expect([Visitor.weight, tasksOf(Visitor)]).toEqual([8, ['browse', 'lookAround']]);
  expect(log.join()).toContain('Visitor has none of the tasks');
  updateClass(classes, { user_class_name: 'Visitor', weight: 9, tasks: [] }, logger);
  expect([Visitor.weight, tasksOf(Visitor)]).toEqual([9, ['browse', 'lookAround']]);
});

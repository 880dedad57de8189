import { expect, it } from 'vitest';
import { updateClass } from '../../../src/cluster/worker/update-class.js';
import { ClassEditor } from '../../../src/user/classes/class-editor.js';
import { collectTasks } from '../../../src/user/tasks/collect-tasks.js';
import { User } from '../../../src/user/user.js';

class Shopper extends User {
  static override tasks = [browse, buy];
}
function browse() {}
function buy() {}

it('sets attributes and selects tasks by name, as the message of Locust says', () => {
  const classes = new ClassEditor([Shopper]);
  updateClass(classes, { user_class_name: 'Shopper', weight: 4, host: 'http://h', tasks: ['buy'] });
  expect([Shopper.weight, Shopper.host, collectTasks(Shopper).map(({ task }) => task.name)]).toEqual([
    4,
    'http://h',
    ['buy'],
  ]);
  updateClass(classes, { user_class_name: 'Shopper', weight: 5, tasks: null });
  expect([Shopper.weight, collectTasks(Shopper).length]).toEqual([5, 1]);
});

it('refuses a message without a known class, or with tasks that are no list', () => {
  const classes = new ClassEditor([Shopper]);
  for (const [data, code] of [
    [5, 'BAD_MESSAGE'],
    [{ user_class_name: 'Nobody' }, 'UNKNOWN_USER'],
    [{ user_class_name: 'Shopper', tasks: 'buy' }, 'BAD_MESSAGE'],
  ] as const)
    expect(() => updateClass(classes, data)).toThrow(expect.objectContaining({ code }));
});

/** A user class with tagged and weighted tasks. */
import { tag } from '../../../src/user/tasks/tag.js';
import { task } from '../../../src/user/tasks/task.js';
import { User } from '../../../src/user/user.js';

/** Its tasks, repeated by weight: list, list, upload, plain. */
export class Listener extends User {
  @task(2)
  @tag('read')
  list() {
    return 'all';
  }
  @task
  @tag('write', 'slow')
  upload() {
    return 'short';
  }
  @task
  plain() {
    return 'plain';
  }
}

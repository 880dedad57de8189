/** Nested task sets: a forum, and a thread in it. */
import { constant, HttpUser, TaskSet, task } from 'tsloc';

export class Reader extends HttpUser {
  static override host = 'http://127.0.0.1:8000';
  static override waitTime = constant(0.1);

  @task
  async index() {
    await this.client.get('/health', { name: 'index' });
  }

  @task(3)
  static Forum = class Forum extends TaskSet<Reader> {
    @task(5)
    static Thread = class Thread extends TaskSet<Reader> {
      static override waitTime = constant(0.05); // overrides the wait of the user

      @task(4)
      async read() {
        await this.client.get('/health', { name: 'thread' });
      }

      @task
      back() {
        this.interrupt(false); // the forum waits before its next task
      }
    };

    @task
    async threads() {
      await this.client.get('/health', { name: 'forum' });
    }

    @task
    leave() {
      this.interrupt();
    }
  };
}

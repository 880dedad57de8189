/** A Markov chain of pages: the next task depends on the current one. */
import { constant, HttpUser, MarkovTaskSet, task, transition, transitions } from 'tsloc';

export class Wanderer extends HttpUser {
  static override host = 'http://127.0.0.1:8000';
  static override waitTime = constant(0.05);

  @task
  static Pages = class Pages extends MarkovTaskSet<Wanderer> {
    @transitions({ list: 3, search: 1 })
    async home() {
      await this.client.get('/health', { name: 'home' });
    }

    @transition('list', 2)
    @transition('home')
    async list() {
      await this.client.get('/health', { name: 'list' });
    }

    @transition('home')
    async search() {
      await this.client.get('/health', { name: 'search' });
    }
  };
}

/** Each user takes its own row of a CSV file; users without a row stop. */
import { constant, feeder, HttpUser, task } from 'tsloc';

const people = feeder<{ username: string; query: string }>(new URL('data.csv', import.meta.url), {
  strategy: 'unique',
  onEnd: 'stop',
});

export class Searcher extends HttpUser {
  static override host = 'http://127.0.0.1:8000';
  static override waitTime = constant(0.1);
  private query = '';

  override async onStart() {
    const person = await people.next(this);
    this.query = person.query;
  }

  @task
  async search() {
    await this.client.get('/health', { name: `search for ${this.query}` });
  }
}

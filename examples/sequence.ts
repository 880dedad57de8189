/** Tasks in a fixed order: log in, look around, leave. */
import { between, HttpUser, SequentialTaskSet, task } from 'tsloc';

export class Buyer extends HttpUser {
  static override host = 'http://127.0.0.1:8000';
  static override waitTime = between(0.1, 0.3);

  @task
  static Purchase = class Purchase extends SequentialTaskSet<Buyer> {
    @task
    async login() {
      const json = { username: 'ann', password: 'demo-password' };
      const answer = await this.client.post('/auth/login', { json });
      this.client.headers.authorization = `Bearer ${answer.json<{ token: string }>().token}`;
    }

    @task(2)
    async look() {
      await this.client.get('/health');
    }

    @task
    async leave() {
      await this.client.get('/search', { name: '/search', params: { q: 'bye' } });
      this.interrupt(); // the user then enters the set again
    }
  };
}

/** The twin of locustfile.py: the same behaviour in tsloc. */
import { constant, HttpUser, task } from 'tsloc';

export class Twin extends HttpUser {
  static override waitTime = constant(0.05);

  @task(4)
  async page() {
    await this.client.get('/page?id=1');
  }

  @task(2)
  async form() {
    await this.client.post('/form', { form: { a: '1', b: 'two words' }, name: '/form, "named"' });
  }

  @task
  async missing() {
    await this.client.get('/missing');
  }

  @task
  async broken() {
    await this.client.get('/broken', { name: "it's broken" });
  }

  @task
  async tooSlow() {
    using response = await this.client.get('/page', { name: 'judged', catchResponse: true });
    response.failure('too slow, it\'s a "judgement"');
  }

  @task
  async redirected() {
    await this.client.get('/redirect');
  }

  @task
  async refused() {
    await this.client.get('http://127.0.0.1:1/nobody');
  }

  @task
  async zipped() {
    await this.client.get('/zipped');
  }

  @task
  async cut() {
    await this.client.get('/cut');
  }

  @task
  throws() {
    throw new Error('not\nwell, "quoted"');
  }
}

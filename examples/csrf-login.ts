/** A login form with a CSRF token and a session cookie. */
import { constant, HttpUser, StopUser, task } from 'tsloc';

export class Member extends HttpUser {
  static override waitTime = constant(0.1);

  override async onStart() {
    const page = await this.client.get('/login');
    const token = /name="csrf" value="([^"]+)"/.exec(page.text())?.[1];
    if (token === undefined) throw new Error('The login page has no CSRF token.');
    using answer = await this.client.post('/login', {
      form: { user: 'ann', password: 'secret', csrf: token },
      catchResponse: true,
    });
    if (!answer.text().includes('Welcome')) {
      answer.failure('the login was refused');
      throw new StopUser();
    }
  }

  @task
  async account() {
    await this.client.get('/account');
  }
}

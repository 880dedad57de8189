/** Each user borrows credentials from a pool while it runs; no two users share them. */
import { constant, HttpUser, StopUser, task } from 'tsloc';

const free = ['ann', 'bob', 'cem'];

export class Member extends HttpUser {
  static override host = 'http://127.0.0.1:8000';
  static override waitTime = constant(0.1);
  private username: string | undefined;

  override async onStart() {
    this.username = free.shift();
    if (this.username === undefined) throw new StopUser('No credentials are left.');
    const json = { username: this.username, password: 'demo-password' };
    const answer = await this.client.post('/auth/login', { json });
    this.client.headers.authorization = `Bearer ${answer.json<{ token: string }>().token}`;
  }

  override onStop() {
    if (this.username !== undefined) free.push(this.username);
  }

  @task
  async files() {
    await this.client.get('/files');
  }
}

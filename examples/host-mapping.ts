/** Sends requests for a host name to another address, like curl's --resolve. */
import { constant, HttpUser, task } from 'tsloc';

export class StagingUser extends HttpUser {
  static override host = 'http://api.example.com';
  static override waitTime = constant(0.1);
  static override network = {
    resolve: { 'api.example.com:80': '127.0.0.1:8000' },
    connections: 2,
  };

  @task
  async page() {
    // Two concurrent requests on two connections; the server gets the Host header api.example.com.
    await Promise.all([this.client.get('/health'), this.client.get('/api/library')]);
  }
}

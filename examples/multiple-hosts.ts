/** User classes for several hosts, created by a function; and a request to another host by its full URL. */
import { constant, HttpUser, task } from 'tsloc';

/** To try it: `tsloc demo --serve-only`, and `tsloc demo --serve-only --port 8001` beside it. */
const hosts = { North: 'http://127.0.0.1:8000', South: 'http://127.0.0.1:8001' };

function userOf(name: string, host: string): typeof HttpUser {
  return class extends HttpUser {
    static override readonly name = `${name}User`;
    static override host = host;
    static override waitTime = constant(0.1);

    @task(3)
    async home() {
      await this.client.get('/health', { name: `${name} home` });
    }

    @task
    async elsewhere() {
      await this.client.get('http://127.0.0.1:8000/health', { name: 'status page' });
    }
  };
}

export const users = Object.entries(hosts).map(([name, host]) => userOf(name, host));

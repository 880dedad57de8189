/** Classes with hosts of their own, made by a factory; and a request to a third host by its whole address. */
import { constant, HttpUser, task } from 'tsloc';

const hosts = { North: 'http://127.0.0.1:8000', South: 'http://127.0.0.2:8000' };

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

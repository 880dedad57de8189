/** tsloc as a library: the built package, one user per connection, no wait. */
import { FastHttpUser, HttpUser, run, task } from 'tsloc';
import { conclude, ending, orders } from './client.js';

const [kind, work] = orders.rest;
/** 1 KB of JSON. */
const order = {
  items: Array.from({ length: 20 }, (_, id) => ({ id, name: `article ${id}`, amount: 3, cents: 1_999 })),
};

class GetUser extends HttpUser {
  @task async visit() {
    await this.client.get('/');
  }
}

class FastGetUser extends FastHttpUser {
  @task async visit() {
    await this.client.get('/');
  }
}

class PostUser extends HttpUser {
  @task async buy() {
    check((await this.client.post('/json', { json: order })).json());
  }
}

class FastPostUser extends FastHttpUser {
  @task async buy() {
    check((await this.client.post('/json', { json: order })).json());
  }
}

function check(answer: unknown): void {
  if ((answer as { ok: boolean }).ok !== true) throw new Error(`Expected an answer that is ok, got ${answer}.`);
}

const classes = { HttpUser: { get: GetUser, post: PostUser }, FastHttpUser: { get: FastGetUser, post: FastPostUser } };

const { snapshot } = await run({
  userClasses: [classes[kind as keyof typeof classes][work as 'get' | 'post']],
  host: orders.url,
  users: orders.connections,
  spawnRate: orders.connections,
  signal: ending,
});
const { numRequests, numFailures } = snapshot.stats.total;
conclude({ requests: numRequests, errors: numFailures + snapshot.stats.exceptions.length });

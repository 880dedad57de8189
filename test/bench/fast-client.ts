/** tsloc's fast users as their users run them: the built library, a user a connection, no wait. */
import { FastHttpUser, run, task } from 'tsloc';
import { conclude, ending, orders } from './client.js';

class Visitor extends FastHttpUser {
  @task async visit() {
    await this.client.get('/');
  }
}

const { snapshot } = await run({
  userClasses: [Visitor],
  host: orders.url,
  users: orders.connections,
  spawnRate: orders.connections,
  signal: ending,
});
const { numRequests, numFailures } = snapshot.stats.total;
conclude({ requests: numRequests, errors: numFailures + snapshot.stats.exceptions.length });

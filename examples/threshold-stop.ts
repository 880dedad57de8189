/** Stops the test when too many requests fail, with an exit code of its own. */
import { constant, events, HttpUser, task } from 'tsloc';

const allowed = 0.2;

events.init.addListener(({ environment, runner }) => {
  const check = setInterval(() => {
    const { numRequests, numFailures, failRatio } = environment.stats.total;
    if (numRequests < 20 || failRatio <= allowed) return;
    console.log(`${numFailures} of ${numRequests} requests failed: stopping`);
    environment.processExitCode = 4;
    runner?.quit();
  }, 200);
  events.testStop.addListener(() => clearInterval(check));
});

export class Visitor extends HttpUser {
  static override waitTime = constant(0.02);

  @task
  async home() {
    await this.client.get('/');
  }
}

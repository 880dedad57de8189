/** Statistics by hand: a request event for what no client of ours sees, and totals read while the test runs. */
import { constant, events, task, User } from 'tsloc';

events.testStop.addListener(({ environment }) => {
  const { total } = environment.stats;
  console.log(`${total.numRequests} jobs, ${total.numFailures} failed, ${total.totalContentLength} bytes`);
});

export class Worker extends User {
  static override waitTime = constant(0.05);

  @task
  async job() {
    const startTime = Date.now() / 1000;
    const start = performance.now();
    await this.sleep(this.random.between(0.001, 0.01));
    const failed = this.random.next() < 0.2;
    events.request.fire({
      requestType: 'JOB',
      name: 'thumbnail',
      responseTime: performance.now() - start,
      responseLength: 2048,
      exception: failed ? new Error('the picture was empty') : null,
      startTime,
    });
  }
}

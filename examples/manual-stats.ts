/** Fires `request` events for other work, and reads the totals at the end. */
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
      exception: failed ? new Error('the image was empty') : null,
      startTime,
    });
  }
}

/** A load test inside your own program: no command, no files. */
import { constant, HttpUser, run, task } from 'tsloc';

class Visitor extends HttpUser {
  static override waitTime = constant(0.05);

  @task
  async home() {
    await this.client.get('/health');
  }
}

/** True if the p95 of the service at `host` is at most `milliseconds` with five users for two seconds. */
export async function isFastEnough(host: string, milliseconds: number): Promise<boolean> {
  const { snapshot, exitCode } = await run({ userClasses: [Visitor], host, users: 5, spawnRate: 5, runTimeSeconds: 2 });
  const p95 = snapshot.stats.total.getResponseTimePercentile(0.95);
  console.log(`${snapshot.stats.total.numRequests} requests, p95 ${p95} ms`);
  return exitCode === 0 && p95 <= milliseconds;
}

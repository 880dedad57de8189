/** A load test as a part of your own program: no command, no files, just the numbers. */
import { constant, HttpUser, run, task } from 'tsloc';

class Visitor extends HttpUser {
  static override waitTime = constant(0.05);

  @task
  async home() {
    await this.client.get('/health');
  }
}

/** Whether the service at `host` answers 95 of 100 requests within `milliseconds`, under five users for two seconds. */
export async function isFastEnough(host: string, milliseconds: number): Promise<boolean> {
  const { snapshot, exitCode } = await run({ userClasses: [Visitor], host, users: 5, spawnRate: 5, runTimeSeconds: 2 });
  const p95 = snapshot.stats.total.percentiles[5] ?? 0;
  console.log(`${snapshot.stats.total.numRequests} requests, p95 ${p95} ms`);
  return exitCode === 0 && p95 <= milliseconds;
}

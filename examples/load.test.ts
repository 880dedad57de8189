/** A load test as a unit test: with Vitest, against a local server. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { constant, HttpUser, run, task } from 'tsloc';
import { afterAll, beforeAll, expect, it } from 'vitest';

const server = createServer((_request, response) => response.end('hello'));
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => server.close());

class Visitor extends HttpUser {
  static override waitTime = constant(0.01);

  @task
  async home() {
    await this.client.get('/');
  }
}

it('serves 20 users', async () => {
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { snapshot, exitCode } = await run({
    userClasses: [Visitor],
    host,
    users: 20,
    spawnRate: 20,
    runTimeSeconds: 2,
  });
  expect(exitCode).toBe(0);
  expect(snapshot.stats.total.numRequests).toBeGreaterThan(100);
  expect(snapshot.stats.total.getResponseTimePercentile(0.95)).toBeLessThan(500);
});

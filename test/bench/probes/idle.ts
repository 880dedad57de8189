/** Memory of users without sockets, and the time to spawn them. Prints JSON. */
import { between, Events, run, task, User } from 'tsloc';

class Sleeper extends User {
  static override waitTime = between(30, 60);

  @task rest() {}
}

const users = Number(process.argv[2]);
const events = new Events();
const finished = new AbortController();
let seconds = 0;
const startedAt = performance.now();
events.spawningComplete.addListener(() => {
  seconds = (performance.now() - startedAt) / 1_000;
  finished.abort();
});
let megabytes = 0;
events.testStopping.addListener(() => {
  globalThis.gc?.();
  megabytes = process.memoryUsage.rss() / 2 ** 20;
});
await run({ userClasses: [Sleeper], users, spawnRate: users, runTimeSeconds: 120, events, signal: finished.signal });
process.stdout.write(`${JSON.stringify({ seconds, megabytes })}\n`, () => process.exit());

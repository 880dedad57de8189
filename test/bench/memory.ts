/** What idle users weigh: each has sent one request on a connection that it keeps, and waits. Prints JSON. */
import { setTimeout as sleep } from 'node:timers/promises';
import { constant, Events, HttpUser, run, task } from 'tsloc';
import type { MemoryStep } from './table.js';

class Waiting extends HttpUser {
  static override waitTime = constant(3_600);

  @task async visit() {
    await this.client.get('/');
  }
}

const [host = '', counts = ''] = process.argv.slice(2);
const over = new AbortController();
const events = new Events();
const steps: MemoryStep[] = [];
let answered = 0;
events.request.addListener(() => {
  answered++;
});
events.testStart.addListener(({ environment }) => {
  weigh(environment.runner as Ramp).finally(() => over.abort());
});
const { snapshot } = await run({
  userClasses: [Waiting],
  host,
  users: 1,
  spawnRate: 1,
  runTimeSeconds: 300,
  events,
  signal: over.signal,
});
const [failure] = snapshot.stats.failures;
if (failure !== undefined) throw new Error(`Expected no failure, got ${failure.error}.`);
if (steps.length < counts.split(',').length) throw new Error('Expected all users to be answered within 300 s.');
process.stdout.write(`${JSON.stringify(steps)}\n`, () => process.exit());

interface Ramp {
  start(load: { users: number; spawnRate: number }): Promise<void>;
}

/** The first user pays for code and buffers that all share; the weight of one is what the others add. */
async function weigh(runner: Ramp): Promise<void> {
  const first = await residentBytes(1);
  for (const users of counts.split(',').map(Number)) {
    await runner.start({ users, spawnRate: 1_000 });
    const bytes = await residentBytes(users);
    steps.push({ users, megabytes: bytes / 2 ** 20, kilobytesPerUser: (bytes - first) / 1024 / (users - 1) });
  }
}

/** Resident memory when `users` have been answered and the garbage is gone. */
async function residentBytes(users: number): Promise<number> {
  while (answered < users) await sleep(50);
  for (let i = 0; i < 3; i++) {
    await sleep(200);
    globalThis.gc?.();
  }
  return process.memoryUsage.rss();
}

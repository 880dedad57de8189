/** Memory of idle users: each has sent one request on a connection that stays open. Prints JSON. */
import { setTimeout as sleep } from 'node:timers/promises';
import { constant, Events, FastHttpUser, HttpUser, run, task } from 'tsloc';
import type { MemoryStep } from '../table.js';

/** The first users include shared code and buffers: the memory of a user is what further users add. */
const base = 100;

class Waiting extends HttpUser {
  static override waitTime = constant(3_600);

  @task async visit() {
    await this.client.get('/');
  }
}

class FastWaiting extends FastHttpUser {
  static override waitTime = constant(3_600);

  @task async visit() {
    await this.client.get('/');
  }
}

const [host = '', kind = '', counts = ''] = process.argv.slice(2);
const finished = new AbortController();
const events = new Events();
const steps: MemoryStep[] = [];
let answered = 0;
events.request.addListener(() => {
  answered++;
});
events.testStart.addListener(({ environment }) => {
  measureSteps(environment.runner as Ramp).finally(() => finished.abort());
});
const { snapshot } = await run({
  userClasses: [kind === 'FastHttpUser' ? FastWaiting : Waiting],
  host,
  users: base,
  spawnRate: 1_000,
  runTimeSeconds: 300,
  events,
  signal: finished.signal,
});
const [failure] = snapshot.stats.failures;
if (failure !== undefined) throw new Error(`Expected no failure, got ${failure.error}.`);
if (steps.length < counts.split(',').length) throw new Error('Expected all users to be answered within 300 s.');
process.stdout.write(`${JSON.stringify(steps)}\n`, () => process.exit());

interface Ramp {
  start(load: { users: number; spawnRate: number }): Promise<void>;
}

async function measureSteps(runner: Ramp): Promise<void> {
  await untilAnswered(base);
  growYoungGeneration();
  const first = await memoryInUse();
  for (const users of counts.split(',').map(Number)) {
    await runner.start({ users, spawnRate: 1_000 });
    await untilAnswered(users);
    const { rss, heapUsed } = await memoryInUse();
    const each = (bytes: number) => bytes / 1024 / (users - base);
    steps.push({
      users,
      megabytes: rss / 2 ** 20,
      kilobytesPerUser: each(rss - first.rss),
      heapKilobytesPerUser: each(heapUsed - first.heapUsed),
    });
  }
}

async function untilAnswered(users: number): Promise<void> {
  while (answered < users) await sleep(50);
}

/** V8 grows the young generation to its full size at some time of any run, which is not the memory of users. */
function growYoungGeneration(): void {
  const recent: object[] = [];
  for (let i = 0; i < 5_000_000; i++) recent[i % 100_000] = { i };
}

/** Memory in use after garbage collection. */
async function memoryInUse(): Promise<NodeJS.MemoryUsage> {
  for (let i = 0; i < 3; i++) {
    await sleep(200);
    globalThis.gc?.();
  }
  return process.memoryUsage();
}

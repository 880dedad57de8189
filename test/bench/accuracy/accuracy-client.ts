/** The client: runs tsloc as ordered, and prints a {@link ClientAccount} as JSON. */
import { setTimeout as sleep } from 'node:timers/promises';
import { between, constant, Events, FastHttpUser, HttpUser, run, task, User } from 'tsloc';
import { Measured } from './measured.js';
import { order } from './order.js';
import { type ClientAccount, shownPercentiles } from './verdict.js';

const { host, kind, users, wait, seconds, block } = order();
const measured = new Measured();

class Visitor extends HttpUser {
  static override waitTime = between(0, 2 * wait);

  @task async visit() {
    measured.begin();
    await this.client.get(measured.path);
  }
}

class FastVisitor extends FastHttpUser {
  static override waitTime = between(0, 2 * wait);

  @task async visit() {
    measured.begin();
    await this.client.get(measured.path);
  }
}

/** Blocks the event loop, five times a second. */
class Blocker extends User {
  static override fixedCount = 1;
  static override waitTime = constant(0.2);

  @task compute() {
    for (const until = performance.now() + block; performance.now() < until; );
  }
}

const finished = new AbortController();
const events = new Events();
const log: string[] = [];
const accounts: Omit<ClientAccount, 'shown' | 'log'>[] = [];
events.request.addListener(({ name, responseTime }) => {
  if (name === '/m') measured.end(responseTime as number);
});
events.spawningComplete.addListener(() => {
  measure().finally(() => finished.abort());
});
const { snapshot } = await run({
  userClasses: [kind === 'FastHttpUser' ? FastVisitor : Visitor, ...(block > 0 ? [Blocker] : [])],
  host,
  users: users + (block > 0 ? 1 : 0),
  spawnRate: users,
  events,
  log: (line) => log.push(line),
  signal: finished.signal,
});
const [failure] = snapshot.stats.failures;
if (failure !== undefined) throw new Error(`Expected no failure, got ${failure.error}.`);
const shown = shownPercentiles(snapshot.stats.entries.find(({ name }) => name === '/m'));
process.stdout.write(`${JSON.stringify({ ...accounts[0], shown, log })}\n`, () => process.exit());

async function measure(): Promise<void> {
  await sleep(1_000);
  accounts.push(await measured.during(seconds));
}

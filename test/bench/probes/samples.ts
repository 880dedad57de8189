/** What statistics weigh after many samples, a first part of them and all. Arguments: samples, names. Prints JSON. */
import { Events, run, task, User } from 'tsloc';

const [samples = 0, names = 1] = process.argv.slice(2).map(Number);
const events = new Events();
const early = samples / 10;
const megabytes: number[] = [];
let fired = 0;

class Firing extends User {
  /** A thousand at a time, and then everybody else has a turn. */
  @task async fire() {
    for (let i = 0; i < 1_000; i++) fireOne(this);
    if (fired === early || fired >= samples) megabytes.push(resident());
    if (fired >= samples) this.environment.runner?.quit();
    await this.sleep(0);
  }
}

function fireOne(user: User): void {
  const responseTime = 1 + (fired % 997) + user.random.next();
  const sample = { requestType: 'GET', name: `/${fired % names}`, responseTime, responseLength: 100 };
  user.environment.events.request.fire({ ...sample, exception: null });
  fired++;
}

function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 2 ** 20;
}

await run({ userClasses: [Firing], users: 1, spawnRate: 1, runTimeSeconds: 600, events });
process.stdout.write(`${JSON.stringify({ early: megabytes[0], megabytes: megabytes.at(-1) })}\n`, () => process.exit());

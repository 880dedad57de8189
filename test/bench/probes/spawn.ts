/** How near a ramp is to its plan: the greatest difference, in users, at the end of any second. Prints JSON. */
import { constant, Events, run, task, User } from 'tsloc';

const [users = 0, spawnRate = 1] = process.argv.slice(2).map(Number);
const births: number[] = [];

class Sleeper extends User {
  static override waitTime = constant(3_600);

  override onStart(): void {
    births.push(performance.now());
  }

  @task rest() {}
}

const events = new Events();
const over = new AbortController();
events.spawningComplete.addListener(() => over.abort());
await run({ userClasses: [Sleeper], users, spawnRate, runTimeSeconds: 120, events, signal: over.signal });
const first = births[0] ?? 0;
const seconds = Array.from({ length: Math.floor(users / spawnRate) }, (_, i) => i + 1);
// The first user starts at once, so that the plan is met just before each second is over.
const missing = seconds.map((second) => {
  const born = births.filter((at) => at - first < second * 1_000 - 500 / spawnRate).length;
  return Math.abs(born - second * spawnRate);
});
process.stdout.write(`${JSON.stringify({ worst: Math.max(...missing) })}\n`, () => process.exit());

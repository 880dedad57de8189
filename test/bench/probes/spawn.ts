/** The greatest difference between a ramp and its plan, in users, at the end of any second. Prints JSON. */
import { constant, Events, run, task, User } from 'tsloc';

const [users = 0, spawnRate = 1] = process.argv.slice(2).map(Number);
const startTimes: number[] = [];

class Sleeper extends User {
  static override waitTime = constant(3_600);

  override onStart(): void {
    startTimes.push(performance.now());
  }

  @task rest() {}
}

const events = new Events();
const finished = new AbortController();
events.spawningComplete.addListener(() => finished.abort());
await run({ userClasses: [Sleeper], users, spawnRate, runTimeSeconds: 120, events, signal: finished.signal });
const first = startTimes[0] ?? 0;
const seconds = Array.from({ length: Math.floor(users / spawnRate) }, (_, i) => i + 1);
// The first user starts at once, so the plan is reached just before the end of each second.
const missing = seconds.map((second) => {
  const born = startTimes.filter((at) => at - first < second * 1_000 - 500 / spawnRate).length;
  return Math.abs(born - second * spawnRate);
});
process.stdout.write(`${JSON.stringify({ worst: Math.max(...missing) })}\n`, () => process.exit());

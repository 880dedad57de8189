/**
 * Memory of statistics, and its growth. Arguments: samples, names. Prints JSON: `megabytes` of resident memory at the end,
 * and `growth` since the first fifth of the samples, which is the warm-up.
 */
import { Events, run, task, User } from 'tsloc';
import { growth } from '../trend.js';

const [samples = 0, names = 1] = process.argv.slice(2).map(Number);
const events = new Events();
const known = Array.from({ length: names }, (_, i) => `/${i}`);
const step = samples / 100;
const readings: number[] = [];
const noContext = {};
let fired = 0;

class Firing extends User {
  /** A thousand at a time, then the event loop runs. */
  @task async fire() {
    for (let i = 0; i < 1_000; i++) fireOne();
    if (fired >= (readings.length + 1) * step) readings.push(resident());
    if (fired >= samples) this.environment.runner?.quit();
    await this.sleep(0);
  }
}

/** A complete sample, as clients report it. */
function fireOne(): void {
  events.request.report({
    requestType: 'GET',
    name: known[fired % names] as string,
    responseTime: 1 + ((fired * 7_919) % 1_000_003) / 1_000,
    responseLength: 100,
    exception: null,
    startTime: 0,
    url: '',
    context: noContext,
    response: undefined,
  });
  fired++;
}

function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 2 ** 20;
}

await run({ userClasses: [Firing], users: 1, spawnRate: 1, runTimeSeconds: 900, events, log: () => {} });
if (fired < samples) throw new Error(`Expected ${samples} samples within 900 s, got ${fired}.`);
const warm = readings.slice(readings.length / 5);
const result = { megabytes: readings.at(-1), growth: growth(warm) };
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit());

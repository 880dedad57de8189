import { expect, it } from 'vitest';
import { between, feeder, MarkovTaskSet, run, task, transitions, User } from '../src/index.js';
import { expectGolden } from './helpers/files/golden.js';

/** The steps of each user in order, which a seed must repeat on every platform and version. */
class Recorder extends User {
  static override abstract = true;
  static override waitTime = between(0.001, 0.002);
  static journeys = new Map<string, string[]>();
  static searches = feeder(['red', 'green', 'blue', 'white', 'black'], { strategy: 'random' });
  readonly #steps: string[] = [];

  override onStart(): void {
    const { name } = this.constructor;
    const ordinal = [...Recorder.journeys.keys()].filter((key) => key.startsWith(name)).length;
    Recorder.journeys.set(`${name}/${ordinal}`, this.#steps);
  }

  record(step: string): void {
    this.#steps.push(step);
  }
}

class Checkout extends MarkovTaskSet<Recorder> {
  #stepsLeft = this.random.integer(2, 5);

  @transitions({ pay: 1, search: 2 }) cart(): void {
    this.#take('cart');
  }

  @transitions({ search: 1 }) pay(): void {
    this.#take('pay');
  }

  @transitions({ cart: 3, search: 1 }) search(): void {
    this.#take('search');
  }

  #take(step: string): void {
    this.user.record(step);
    if (--this.#stepsLeft === 0) this.interrupt();
  }
}

class Shopper extends Recorder {
  @task(3) async browse(): Promise<void> {
    this.record(`browse ${await Recorder.searches.next(this)}`);
  }

  @task look(): void {
    this.record(`look ${this.random.integer(1, 1000)}`);
  }

  @task(2) static Checkout = Checkout;
}

class Visitor extends Recorder {
  @task(2) read(): void {
    this.record(`read ${this.random.pick(['a', 'b', 'c'])}`);
  }

  @task leave(): void {
    this.record(`leave ${this.random.weighted({ now: 1, later: 3 })}`);
  }
}

it('repeats the steps of every user with the same seed', async () => {
  const userClasses = [Shopper, Visitor];
  await run({ userClasses, users: 4, spawnRate: 100, seed: 'golden', iterationsPerUser: 12, log: () => {} });
  const lines = [...Recorder.journeys].map(([user, steps]) => `${user}: ${steps.join(', ')}\n`);
  expect(lines).toHaveLength(4);
  expectGolden('journeys.txt', lines.sort().join(''));
});

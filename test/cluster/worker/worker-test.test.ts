import { expect, it } from 'vitest';
import { WorkerTest } from '../../../src/cluster/worker/worker-test.js';
import { prepareClass } from '../../../src/core/actor.js';
import { Stage } from '../../helpers/users/actors.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

/** An environment whose `testStart` listeners end when the test says so. */
function newParts() {
  const { environment } = makeEnvironment({}, [new Stage().actorClass('A'), new Stage().actorClass('B')]);
  const ends: (() => void)[] = [];
  environment.events.testStart.addListener(() => new Promise<void>((resolve) => ends.push(resolve)));
  return { environment, ends };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

it('has begun when the listeners of testStart have ended', async () => {
  const { environment, ends } = newParts();
  const test = new WorkerTest(environment, null);
  await settle();
  expect([test.state, ends.length]).toEqual(['beginning', 1]);
  ends[0]?.();
  await test.begun;
  expect(test.state).toBe('begun');
});

it('waits for the listeners of the test before it, and does not begin if it is cancelled meanwhile', async () => {
  const { environment, ends } = newParts();
  const first = new WorkerTest(environment, null);
  const second = new WorkerTest(environment, first);
  const third = new WorkerTest(environment, second);
  await settle();
  expect([second.state, third.state, ends.length]).toEqual(['waiting', 'waiting', 1]);
  second.cancel();
  ends[0]?.();
  await settle();
  expect([first.state, second.state, third.state, ends.length]).toEqual(['begun', 'cancelled', 'beginning', 2]);
});

it('prepares each class once, when it gets its first users', () => {
  const { environment } = newParts();
  const prepared: string[] = [];
  for (const userClass of environment.userClasses)
    Object.assign(userClass, { [prepareClass]: () => prepared.push(userClass.name) });
  const test = new WorkerTest(environment, null);
  const seen = [{}, { B: 1 }, { A: 1, B: 2 }].map((counts) => {
    test.prepare(new Map(Object.entries(counts)));
    return [...prepared];
  });
  expect(seen).toEqual([[], ['B'], ['B', 'A']]);
});

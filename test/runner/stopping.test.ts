import { describe, expect, it } from 'vitest';
import { Stopping } from '../../src/runner/stopping.js';

/** A stop that waits for the test to go on, and what has resolved by now. */
function stopInTest() {
  let finish = () => {};
  const stopping = new Stopping(
    () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
  );
  const over: string[] = [];
  const watch = (name: string, promise: Promise<void>) => void promise.then(() => over.push(name));
  watch('whole', stopping.whole);
  watch('first', stopping.first());
  watch('askedAgain', stopping.askedAgain);
  const settle = () => new Promise(setImmediate);
  return { stopping, over, watch, settle, finish: () => finish() };
}

describe('a stop', () => {
  it('is over for whoever asked first when all of it is', async () => {
    const { stopping, over, settle, finish } = stopInTest();
    stopping.usersAreGone();
    await settle();
    expect(over).toEqual([]);
    finish();
    await settle();
    expect(over.sort()).toEqual(['first', 'whole']);
  });

  it('is over for others when all users are gone, and knows that somebody asked', async () => {
    const { stopping, over, watch, settle } = stopInTest();
    await settle();
    watch('again', stopping.again());
    await settle();
    expect(over).toEqual(['askedAgain']);
    stopping.usersAreGone();
    await settle();
    expect(over).toEqual(['askedAgain', 'again']);
  });

  it('is not waited for any longer by tasks once one does not react', async () => {
    const { stopping, over, watch, settle } = stopInTest();
    watch('again', stopping.again());
    stopping.usersAreStuck();
    await settle();
    expect(over.sort()).toEqual(['again', 'askedAgain', 'first']);
  });

  it('begins after it was made: who is called by it may ask for it', async () => {
    const seen: unknown[] = [];
    const stopping: Stopping = new Stopping(async (given) => void seen.push(given === stopping));
    expect(seen).toEqual([]);
    await stopping.whole;
    expect(seen).toEqual([true]);
  });
});

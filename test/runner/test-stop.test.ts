import { describe, expect, it } from 'vitest';
import { TestStop } from '../../src/runner/test-stop.js';

/** A stop that the test completes, and what has resolved so far. */
function startStop() {
  let complete = () => {};
  const stopping = new TestStop(
    () =>
      new Promise((resolve) => {
        complete = resolve;
      }),
  );
  const resolved: string[] = [];
  const record = (name: string, promise: Promise<void>) => void promise.then(() => resolved.push(name));
  record('complete', stopping.complete);
  record('first', stopping.waitFirst());
  record('requestedAgain', stopping.requestedAgain);
  const settle = () => new Promise(setImmediate);
  return { stopping, resolved, record, settle, complete: () => complete() };
}

describe('TestStop', () => {
  it('resolves for the first caller when it is complete', async () => {
    const { stopping, resolved, settle, complete } = startStop();
    stopping.notifyUsersGone();
    await settle();
    expect(resolved).toEqual([]);
    complete();
    await settle();
    expect(resolved.sort()).toEqual(['complete', 'first']);
  });

  it('resolves for other callers when all users have ended, and says that it was requested again', async () => {
    const { stopping, resolved, record, settle } = startStop();
    await settle();
    record('again', stopping.waitAgain());
    await settle();
    expect(resolved).toEqual(['requestedAgain']);
    stopping.notifyUsersGone();
    await settle();
    expect(resolved).toEqual(['requestedAgain', 'again']);
  });

  it('resolves for every caller once a task does not react, since that task may be one of them', async () => {
    const { stopping, resolved, record, settle } = startStop();
    record('again', stopping.waitAgain());
    stopping.notifyUsersStuck();
    await settle();
    expect(resolved.sort()).toEqual(['again', 'first', 'requestedAgain']);
  });

  it('begins after the constructor has returned: what it calls may request the stop', async () => {
    const seen: unknown[] = [];
    const stopping: TestStop = new TestStop(async (given) => void seen.push(given === stopping));
    expect(seen).toEqual([]);
    await stopping.complete;
    expect(seen).toEqual([true]);
  });
});

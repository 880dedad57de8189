import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Hook, prependInternal } from '../../../src/core/events/hook.js';
import { RescheduleTask, StopTest, StopUser } from '../../../src/core/signals.js';

interface Failure {
  event: string;
  listener: string;
  thrown: unknown;
}

function hookOf(interruption: AbortSignal | null = null, passesSignals = false) {
  const failures: Failure[] = [];
  const slow: string[] = [];
  const hook = new Hook<string>(
    'request',
    {
      onListenerError: (event, { name }, thrown) => failures.push({ event, listener: name, thrown }),
      onSlowListener: (event, { name }) => slow.push(`${event} (${name})`),
      interruption,
    },
    passesSignals,
  );
  return { hook, failures, slow };
}

it('knows whether it has listeners, apart from internal ones', () => {
  const { hook } = hookOf();
  const listener = hook[prependInternal](() => {});
  expect(hook.hasListeners).toBe(false);
  for (const add of ['addListener', 'prependListener'] as const) {
    const other = hook[add](() => {});
    expect(hook.hasListeners).toBe(true);
    hook.removeListener(other);
    expect(hook.hasListeners).toBe(false);
  }
  hook.removeListener(listener);
  hook.addListener(listener);
  expect(hook.hasListeners).toBe(true);
});

describe.each([
  ['fire', (hook: Hook<string>) => hook.fire('x')],
  ['fireAndWait', (hook: Hook<string>) => hook.fireAndWait('x')],
] as const)('%s', (_name, fire) => {
  it('calls listeners in the order in which they were added, with the one argument', async () => {
    const { hook } = hookOf();
    const calls: string[] = [];
    hook.addListener((argument) => calls.push(`second ${argument}`));
    hook.addListener((argument) => calls.push(`third ${argument}`));
    hook.prependListener((argument) => calls.push(`first ${argument}`));
    await fire(hook);
    expect(calls).toEqual(['first x', 'second x', 'third x']);
  });

  it('does nothing without listeners', async () => {
    const { hook, failures } = hookOf();
    await fire(hook);
    expect(failures).toEqual([]);
  });

  it('does not call a removed listener, and ignores the removal of one that was never added', async () => {
    const { hook } = hookOf();
    const calls: string[] = [];
    const listener = hook.addListener(() => calls.push('removed'));
    hook.addListener(() => calls.push('kept'));
    hook.removeListener(listener);
    hook.removeListener(() => {});
    await fire(hook);
    expect(calls).toEqual(['kept']);
  });

  it('reports a listener that throws, by event and name, and still calls the others', async () => {
    const { hook, failures } = hookOf();
    const calls: string[] = [];
    const thrown = new Error('broken');
    hook.addListener(function noisy() {
      throw thrown;
    });
    hook.addListener(() => calls.push('next'));
    await fire(hook);
    expect(failures).toEqual([{ event: 'request', listener: 'noisy', thrown }]);
    expect(calls).toEqual(['next']);
  });

  it('reports an asynchronous listener that rejects', async () => {
    const { hook, failures } = hookOf();
    hook.addListener(async function late() {
      await Promise.resolve();
      throw 'too late';
    });
    await fire(hook);
    await new Promise((resolve) => setImmediate(resolve));
    expect(failures).toEqual([{ event: 'request', listener: 'late', thrown: 'too late' }]);
  });

  it('finishes the current round if listeners are added and removed during it', async () => {
    const { hook } = hookOf();
    const calls: string[] = [];
    const once = hook.addListener(() => {
      calls.push('once');
      hook.addListener(() => calls.push('new'));
      hook.removeListener(once);
    });
    hook.addListener(() => calls.push('second'));
    await fire(hook);
    expect(calls).toEqual(['once', 'second']);
    await fire(hook);
    expect(calls).toEqual(['once', 'second', 'second', 'new']);
  });
});

describe('fire', () => {
  it('does not wait for asynchronous listeners', () => {
    const { hook } = hookOf();
    const calls: string[] = [];
    hook.addListener(() => new Promise(() => {}));
    hook.addListener(() => calls.push('next'));
    hook.fire('x');
    expect(calls).toEqual(['next']);
  });

  it.each([new StopUser(), new RescheduleTask()])(
    'throws %o, so that a listener can end a task, after all others were called',
    (signal) => {
      const { hook, failures } = hookOf(null, true);
      const calls: string[] = [];
      hook.addListener(() => {
        throw signal;
      });
      hook.addListener(() => {
        throw new StopUser('later');
      });
      hook.addListener(() => calls.push('next'));
      expect(() => hook.fire('x')).toThrow(signal);
      expect(calls).toEqual(['next']);
      expect(failures).toEqual([]);
    },
  );
});

describe('fire where no task is to be ended', () => {
  it('reports signals as errors of the listener', () => {
    const { hook, failures } = hookOf();
    const [signal, calls] = [new StopTest(), [] as string[]];
    hook.addListener(function stop() {
      throw signal;
    });
    hook.addListener(() => calls.push('next'));
    hook.fire('x');
    expect(failures).toEqual([{ event: 'request', listener: 'stop', thrown: signal }]);
    expect(calls).toEqual(['next']);
  });
});

describe('fireAndWait', () => {
  it.each([
    ['before it was slow', 0],
    ['after it was slow', 60_000],
  ])('rejects with what the owner throws for an asynchronous listener that fails %s', async (_, ms) => {
    vi.useFakeTimers();
    const handled: unknown[] = [];
    const hook = new Hook<string>('init', {
      onListenerError(_event, _listener, thrown) {
        handled.push(thrown);
        throw thrown;
      },
      onSlowListener: () => {},
      interruption: null,
    });
    const error = new Error('no file');
    hook.addListener(async () => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      throw error;
    });
    const outcome = hook.fireAndWait('x').catch((thrown: unknown) => thrown);
    await vi.advanceTimersByTimeAsync(ms);
    expect(await outcome).toBe(error);
    expect(handled).toEqual([error]);
    vi.useRealTimers();
  });

  it('calls each listener after the one before it has finished', async () => {
    const { hook } = hookOf();
    const calls: string[] = [];
    for (const name of ['a', 'b']) {
      hook.addListener(async () => {
        calls.push(`${name} begins`);
        await Promise.resolve();
        calls.push(`${name} ends`);
      });
    }
    await hook.fireAndWait('x');
    expect(calls).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('can go in reverse: last added, first called', async () => {
    const { hook } = hookOf();
    const calls: string[] = [];
    hook.addListener(() => calls.push('first'));
    hook.addListener(() => calls.push('last'));
    await hook.fireAndWait('x', true);
    expect(calls).toEqual(['last', 'first']);
  });

  it('awaits any thenable, and reports one that rejects', async () => {
    const { hook, failures } = hookOf();
    hook.addListener(function lazy() {
      // biome-ignore lint/suspicious/noThenProperty: a promise of another library
      return { then: (_: unknown, reject: (reason: string) => void) => reject('no') };
    });
    await hook.fireAndWait('x');
    expect(failures).toEqual([{ event: 'request', listener: 'lazy', thrown: 'no' }]);
  });

  describe('with a listener that never finishes', () => {
    beforeEach(() => {
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    function fireHanging(interruption = new AbortController()) {
      const { hook, slow } = hookOf(interruption.signal);
      const calls: string[] = [];
      hook.addListener(function hang() {
        return new Promise(() => {});
      });
      hook.addListener(() => calls.push('next'));
      const state = { isDone: false };
      hook.fireAndWait('x').then(() => {
        state.isDone = true;
      });
      return { slow, calls, state, interruption };
    }

    it('reports it by event and name after ten seconds, and keeps waiting', async () => {
      const { slow, calls } = fireHanging();
      await vi.advanceTimersByTimeAsync(9_999);
      expect(slow).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(slow).toEqual(['request (hang)']);
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect([slow.length, calls]).toEqual([1, []]);
    });

    it('continues with the next listener once it is interrupted', async () => {
      const { calls, state, interruption } = fireHanging();
      await vi.advanceTimersByTimeAsync(15_000);
      interruption.abort();
      await vi.advanceTimersByTimeAsync(0);
      expect([calls, state.isDone, vi.getTimerCount()]).toEqual([['next'], true, 0]);
    });

    it('gives it ten seconds where the interruption came before', async () => {
      const interruption = new AbortController();
      interruption.abort();
      const { calls, slow, state } = fireHanging(interruption);
      await vi.advanceTimersByTimeAsync(9_999);
      expect([calls, state.isDone]).toEqual([[], false]);
      await vi.advanceTimersByTimeAsync(1);
      expect([calls, state.isDone, slow.length]).toEqual([['next'], true, 1]);
    });
  });
});

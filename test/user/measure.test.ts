import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RescheduleTask, StopUser } from '../../src/core/signals.js';
import type { Sample } from '../../src/stats/sample.js';
import { measure } from '../../src/user/measure.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { newEnvironment, start, until } from '../helpers/users/start-user.js';

const request = { requestType: 'SQL', name: 'select' };

function measurer() {
  const samples: Sample[] = [];
  const stopper = new AbortController();
  return { samples, stopper, who: { hook: { fire: (one: Sample) => samples.push(one) }, signal: stopper.signal } };
}

describe('measure', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('reports the time of the work and returns its result', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 60_000 }), fc.anything(), async (ms, result) => {
        const { who, samples } = measurer();
        const begun = Date.now() / 1000;
        const work = () => new Promise<unknown>((resolve) => setTimeout(() => resolve({ result }), ms));
        const measured = measure(who, request, work);
        await vi.advanceTimersByTimeAsync(ms);
        expect(await measured).toEqual({ result });
        expect(samples).toHaveLength(1);
        expect(samples[0]?.responseTime).toBeCloseTo(ms, 3);
        expect(samples[0]?.startTime).toBeCloseTo(begun, 1);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a measured request', () => {
  it('has the given type and name, and the result as its response', async () => {
    const { who, samples } = measurer();
    expect(await measure(who, request, () => 'rows')).toBe('rows');
    expect(samples).toEqual([
      {
        ...request,
        responseTime: expect.any(Number),
        responseLength: 0,
        exception: null,
        startTime: expect.any(Number),
        url: '',
        context: {},
        response: 'rows',
      },
    ]);
  });

  it('has the given length, also from a function of the result, and context', async () => {
    const { who, samples } = measurer();
    const context = { shard: 3 };
    await measure(who, request, () => 'rows', { responseLength: (rows) => rows.length, context });
    await measure(who, request, () => 'rows', { responseLength: 17 });
    expect(samples).toMatchObject([
      { responseLength: 4, context },
      { responseLength: 17, context: {} },
    ]);
  });

  it.each([
    [new TypeError('no table'), new TypeError('no table')],
    ['no table', 'no table'],
    [undefined, 'undefined'],
    [Object.create(null), '[object Object]'],
  ])('fails with what the work threw, which is not rethrown: %o', async (thrown, exception) => {
    for (const work of [
      () => Promise.reject(thrown),
      () => {
        throw thrown;
      },
    ]) {
      // biome-ignore format: short
      const { who, samples } = measurer();
      expect(await measure(who, request, work, { responseLength: 9 })).toBeUndefined();
      expect(samples).toMatchObject([{ ...request, exception, responseLength: 0 }]);
    }
  });

  it.each([
    [
      () => {
        throw new Error('no length');
      },
      'no length',
    ],
    [() => Number.NaN, 'Expected responseLength to be 0 bytes or more, got NaN.'],
    [Number.NaN, 'Expected responseLength to be 0 bytes or more, got NaN.'],
  ])('fails if its length cannot be determined, and is still reported', async (responseLength, message) => {
    const { who, samples } = measurer();
    expect(await measure(who, request, () => 'rows', { responseLength })).toBeUndefined();
    expect(samples).toMatchObject([{ ...request, exception: { message }, responseLength: 0 }]);
  });

  it.each([new StopUser(), new RescheduleTask()])(
    'is not reported if the work throws the signal %s',
    async (signal) => {
      const { who, samples } = measurer();
      await expect(measure(who, request, () => Promise.reject(signal))).rejects.toBe(signal);
      expect(samples).toEqual([]);
    },
  );

  it.each([
    [
      'fails',
      () => {
        throw new Error('my socket is gone');
      },
    ],
    ['succeeds', () => 'late'],
  ])('is not reported if the user was killed in the meantime and the work %s', async (_, end) => {
    const { who, samples, stopper } = measurer();
    const reason = new StopUser();
    const work = () => {
      stopper.abort(reason);
      return end();
    };
    await expect(measure(who, request, work)).rejects.toBe(reason);
    expect(samples).toEqual([]);
  });
});

describe('a user', () => {
  it('measures any protocol: each call is a request in the statistics', async () => {
    const { environment, samples, thrown } = newEnvironment();
    class Reader extends User {
      @task async read() {
        const row = await this.measure('SQL', 'select', async () => ({ id: 7 }), { responseLength: 12 });
        const none = await this.measure('SQL', 'insert', () => Promise.reject(new Error('read only')));
        if (row?.id === 7 && none === undefined) throw new StopUser();
      }
    }
    await start(Reader, environment).ended;
    expect(samples).toMatchObject([
      { requestType: 'SQL', name: 'select', exception: null, responseLength: 12 },
      { requestType: 'SQL', name: 'insert', exception: new Error('read only') },
    ]);
    expect(environment.stats.total).toMatchObject({ numRequests: 2, numFailures: 1 });
    expect(thrown).toEqual([]);
  });

  it('that is killed reports no failure of a client that disconnects then', async () => {
    const { environment, samples, thrown } = newEnvironment();
    class Hanging extends User {
      @task hang() {
        const cutOff = new Promise((_, reject) => {
          this.signal.addEventListener('abort', () => reject(new Error('aborted')));
        });
        return this.measure('TCP', 'read', () => cutOff);
      }
    }
    const { user, ended } = start(Hanging, environment);
    await until(() => user.activity === 'task hang');
    user.stop(true);
    await ended;
    expect([samples, thrown]).toEqual([[], []]);
  });
});

import { describe, expect, it } from 'vitest';
import type { SentRequest } from '../../../src/http/request/prepare.js';
import { Exchange } from '../../../src/http/response/exchange.js';
import type { HttpResponse } from '../../../src/http/response/response.js';
import { ignoreRejection, PendingRequest } from '../../../src/http/send/pending-request.js';
import { SessionLifetime } from '../../../src/http/send/session-lifetime.js';
import { TimeSlice } from '../../../src/util/loop/time-slice.js';

/** One whose sender makes this of its exchange. */
function flying(receive: () => HttpResponse | Promise<HttpResponse>, slice: TimeSlice | null = null): PendingRequest {
  return new PendingRequest({ receive, slice }, {} as SentRequest, null, undefined, new SessionLifetime());
}

const land = (flight: PendingRequest) => new Exchange({} as never, 100, flight).onComplete();

/** What nobody has heard of while `action` ran, and a turn longer. */
async function unheard(action: () => void): Promise<unknown[]> {
  const reasons: unknown[] = [];
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', (reason) => reasons.push(reason));
  action();
  await new Promise((resolve) => setImmediate(resolve));
  process.removeAllListeners('unhandledRejection');
  for (const listener of listeners) process.on('unhandledRejection', listener);
  return reasons;
}

describe('a flight', () => {
  const response = {} as HttpResponse;
  const stop = new Error('stop');

  it.each([
    ['the response', () => response],
    ['the promise of one', async () => response],
  ])('ends with %s that its sender makes of the exchange', async (_, receive) => {
    const flight = flying(receive);
    land(flight);
    expect(await flight.response).toBe(response);
  });

  it.each([
    [
      'is thrown',
      () => {
        throw stop;
      },
    ],
    ['comes later', () => Promise.reject(stop)],
  ])('rejects with what %s, which nobody need hear', async (_, receive) => {
    const flight = flying(receive);
    expect(await unheard(() => land(flight))).toEqual([]);
    await expect(flight.response).rejects.toBe(stop);
  });
});

describe('flights whose users go on in turn', () => {
  it('are all received before any of the users goes on', async () => {
    const story: string[] = [];
    const flights = ['one', 'other'].map((name) =>
      flying(() => {
        story.push(`${name} received`);
        return { name } as never;
      }, new TimeSlice()),
    );
    const ends = flights.map(async (flight) =>
      story.push(`${((await flight.response) as never as Error).name} goes on`),
    );
    for (const flight of flights) {
      land(flight);
      await Promise.resolve();
    }
    await Promise.all(ends);
    expect(story).toEqual(['one received', 'other received', 'one goes on', 'other goes on']);
  });
});

describe('a promise that is handled', () => {
  it('rejects for whoever waits, and for nobody else', async () => {
    const promise = Promise.reject(new Error('gone'));
    expect(await unheard(() => ignoreRejection(promise))).toEqual([]);
    await expect(promise).rejects.toThrow('gone');
  });
});

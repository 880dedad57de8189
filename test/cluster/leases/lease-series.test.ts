import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LeaseRequest } from '../../../src/cluster/leases/lease-messages.js';
import { LeaseSeries } from '../../../src/cluster/leases/lease-series.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const noLimit = Number.POSITIVE_INFINITY;

function seriesWithMaster() {
  const sent: LeaseRequest[] = [];
  let number = 0;
  const series = new LeaseSeries('s', { nextNumber: () => ++number, send: (request) => sent.push(request) });
  const last = () => sent.at(-1) as LeaseRequest;
  const grant = (from: number, to: number, isEnd = false) =>
    series.answer({ series: 's', number: last().number, numbers: from < to ? [[from, to]] : [], isEnd });
  return { series, sent, last, grant };
}

describe('LeaseSeries', () => {
  it('gives numbers to waiting users in the order in which they came, then at once', async () => {
    const { series, grant, sent } = seriesWithMaster();
    const waiting = [series.take(noLimit, {}), series.take(noLimit, {})];
    expect(sent).toHaveLength(1);
    grant(0, 10);
    expect(await Promise.all(waiting)).toEqual([0, 1]);
    expect(series.take(noLimit, {})).toBe(2);
  });

  it('asks for more before it has none, and tells the master when it has none', () => {
    const { series, grant, sent, last } = seriesWithMaster();
    void series.take(noLimit, {});
    grant(0, 10);
    for (let i = 1; i < 5; i++) series.take(noLimit, {});
    expect([sent.length, last().held, last().lowest]).toEqual([2, 5, 5]);
    grant(0, 0);
    for (let i = 5; i < 9; i++) series.take(noLimit, {});
    expect(sent).toHaveLength(2);
    series.take(noLimit, {});
    expect([sent.length, last().held]).toEqual([3, 0]);
  });

  it('asks for as many as are used in two seconds', async () => {
    const { series, grant, last } = seriesWithMaster();
    void series.take(noLimit, {});
    grant(0, 10);
    let next = 10;
    for (let second = 0; second < 10; second++) {
      await vi.advanceTimersByTimeAsync(1000);
      for (let i = 0; i < 100; i++) {
        void series.take(noLimit, {});
        grant(next, next + last().want);
        next += last().want;
      }
    }
    expect(last().want).toBeGreaterThan(100);
    expect(last().want).toBeLessThanOrEqual(400);
  });

  it('sends a request again until it is answered, and takes one answer only', async () => {
    const { series, grant, sent, last } = seriesWithMaster();
    const first = series.take(noLimit, {});
    await vi.advanceTimersByTimeAsync(1000);
    series.keepUp();
    expect([sent.length, sent[1]]).toEqual([2, sent[0]]);
    const answer = { series: 's', number: last().number, numbers: [[0, 1] as const], isEnd: false };
    series.answer({ ...answer, number: 99 });
    series.answer(answer);
    series.answer(answer);
    expect(await first).toBe(0);
    expect(series.take(noLimit, {})).toBeInstanceOf(Promise);
    grant(1, 2);
  });

  it('releases a user that is stopped while it waits, without a number', async () => {
    const { series, grant } = seriesWithMaster();
    const controller = new AbortController();
    const stopped = series.take(noLimit, { signal: controller.signal });
    const next = series.take(noLimit, {});
    controller.abort(new Error('stopped'));
    await expect(stopped).rejects.toThrow('stopped');
    grant(0, 1);
    expect(await next).toBe(0);
  });

  it('gives back what is not used, and never uses it then', async () => {
    const { series, grant, last } = seriesWithMaster();
    void series.take(noLimit, {});
    grant(0, 10);
    series.check(true);
    expect([last().want, last().held, last().returned, series.isSettled]).toEqual([0, 0, [[1, 10]], false]);
    grant(0, 0);
    expect(series.isSettled).toBe(true);
    const next = series.take(noLimit, {});
    expect(next).toBeInstanceOf(Promise);
    grant(20, 21);
    expect(await next).toBe(20);
  });

  it('knows when all numbers are used, also by its own limit', async () => {
    const { series, grant } = seriesWithMaster();
    const waiting = series.take(noLimit, {});
    grant(0, 10);
    expect(await waiting).toBe(0);
    const beyond = series.take(1, {});
    grant(0, 0, true);
    expect(await beyond).toBeUndefined();
    expect(series.take(1, {})).toBeUndefined();
  });

  it('asks again after a second if the master had none', async () => {
    const { series, grant, sent } = seriesWithMaster();
    void series.take(noLimit, {});
    grant(0, 0);
    expect(sent).toHaveLength(1);
    series.keepUp();
    expect(sent).toHaveLength(2);
    grant(0, 0);
    series.check(false);
    expect(sent).toHaveLength(3);
  });

  it('releases all users without a number when there is no master', async () => {
    const { series } = seriesWithMaster();
    const waiting = series.take(noLimit, {});
    series.end();
    expect(await waiting).toBeUndefined();
  });
});

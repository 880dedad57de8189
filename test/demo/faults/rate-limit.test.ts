import { describe, expect, it } from 'vitest';
import { parseRateLimit, RateLimit } from '../../../src/demo/faults/rate-limit.js';
import { withService } from '../demo-client.js';

describe('parseRateLimit', () => {
  it.each([
    ['100/s', 100, 1],
    ['100', 100, 1],
    ['90/m', 90, 60],
    ['0.5/s', 0.5, 1],
    [' 1000/h ', 1000, 3600],
  ])('reads %s', (text, requests, perSeconds) => {
    expect(parseRateLimit(text)).toEqual({ requests, perSeconds });
  });

  it.each(['', '0/s', '-1/s', '100/d', '100 per second', 's', '1/s/s'])('refuses %j', (text) => {
    expect(() => parseRateLimit(text)).toThrow(`Expected a rate limit such as 100/s, 600/m or 1000/h, got '${text}'.`);
  });
});

describe('RateLimit', () => {
  const limitOf = (text: string) => new RateLimit(parseRateLimit(text), 0);
  const allowed = (limit: RateLimit, times: readonly number[]) => times.filter((at) => limit.take(at) === 0).length;

  it('allows the requests of one second at once, and then no more until time has passed', () => {
    const limit = limitOf('100/s');
    expect(allowed(limit, Array(150).fill(0))).toBe(100);
    expect(limit.take(9)).toBe(1);
    expect(limit.take(10)).toBe(0);
    expect(limit.take(10)).toBe(1);
  });

  it('allows exactly the rate, whatever comes above it', () => {
    const limit = limitOf('50/s');
    const everyMs = Array.from({ length: 10_000 }, (_, at) => at);
    expect(allowed(limit, everyMs)).toBe(50 + 499); // the full bucket, then one each 20 ms
  });

  it('never saves more than one second of requests', () => {
    const limit = limitOf('10/s');
    expect(allowed(limit, Array(100).fill(3_600_000))).toBe(10);
  });

  it('tells in how many whole seconds a request will be allowed', () => {
    const limit = limitOf('6/m');
    expect([limit.take(0), limit.take(0), limit.take(4_000), limit.take(9_900), limit.take(10_000)]).toEqual([
      0, 10, 6, 1, 0,
    ]);
  });

  it('answers with 429, Retry-After and no latency, and counts the request', () =>
    withService(
      async (client) => {
        expect((await client.call('GET', '/health')).status).toBe(200);
        const { status, headers, json } = await client.call('GET', '/health');
        expect([status, headers.get('retry-after')]).toEqual([429, '3600']);
        expect(json).toEqual({ error: 'Expected fewer requests: the rate limit is reached.' });
        expect((await client.call('GET', '/__counts')).json).toEqual({ 'GET /health': 2 });
      },
      { rateLimit: '1/h' },
    ));
});

import { describe, expect, it } from 'vitest';
import { Latency, MAX_LATENCY_MS } from '../../../src/demo/faults/latency.js';

describe('Latency', () => {
  const draws = (latency: Latency, route = 'GET /a', length = 20_000) =>
    Array.from({ length }, () => latency.draw(route, 20));
  const rank = (values: number[], share: number) => values.sort((a, b) => a - b)[Math.floor(share * values.length)];

  it('has the typical time of the route as its median', () => {
    const values = draws(new Latency(1, 1));
    expect(rank(values, 0.5)).toBeGreaterThan(19);
    expect(rank(values, 0.5)).toBeLessThan(21);
    expect(Math.min(...values)).toBeGreaterThan(2);
  });

  it('has a heavy tail with a maximum', () => {
    const values = draws(new Latency(1, 1));
    expect(rank(values, 0.9)).toBeLessThan(40);
    expect(rank(values, 0.999)).toBeGreaterThan(100);
    expect(Math.max(...values)).toBeLessThanOrEqual(MAX_LATENCY_MS);
  });

  it('is the same for the same seed, independent of other routes', () => {
    const alone = draws(new Latency('s', 1), 'GET /a', 50);
    const latency = new Latency('s', 1);
    const among = Array.from({ length: 50 }, () => [latency.draw('GET /a', 20), latency.draw('GET /b', 20)]);
    expect(among.map(([a]) => a)).toEqual(alone);
    expect(among.map(([, b]) => b)).not.toEqual(alone);
    expect(draws(new Latency('t', 1), 'GET /a', 50)).not.toEqual(alone);
  });

  it('is scaled, down to 0', () => {
    const whole = draws(new Latency(1, 1), 'GET /a', 10);
    expect(draws(new Latency(1, 0.5), 'GET /a', 10)).toEqual(whole.map((value) => value / 2));
    expect(new Set(draws(new Latency(1, 0)))).toEqual(new Set([0]));
  });
});

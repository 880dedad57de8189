import { describe, expect, it } from 'vitest';
import { Impairments } from '../../../src/demo/faults/impairments.js';
import { LEAKED_REQUESTS } from '../../../src/demo/faults/leak.js';
import { type DemoOptions, resolveSettings } from '../../../src/demo/settings.js';
import { withService } from '../demo-client.js';

const impairmentsOf = (options: DemoOptions) => new Impairments(resolveSettings(options), 0);

describe('Impairments', () => {
  it('are none by default: no request is delayed or refused', () => {
    const impairments = impairmentsOf({});
    for (let at = 0; at < 1000; at++) expect(impairments.admit(at / 100)).toBe(0);
    expect(impairments.leakedBytes).toBe(null);
  });

  it('add up: the wait in the queue and the slower responses', () => {
    const impairments = impairmentsOf({ capacity: 10, slowAfter: 1 });
    expect([impairments.admit(0), impairments.admit(0), impairments.admit(0)]).toEqual([0, 1100, 1200]);
  });

  it('refuse first what is above the rate limit: it takes no place in the queue, and leaks nothing', () => {
    const impairments = impairmentsOf({ rateLimit: '1/s', capacity: 1, leak: true });
    expect(impairments.admit(0)).toBe(0);
    expect(impairments.admit(0)).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect(impairments.leakedBytes).toBe(16 * 1024);
    expect(impairments.admit(1000)).toBe(0);
  });

  it('refuse with 503 when the queue is full', () => {
    const impairments = impairmentsOf({ capacity: 1 });
    const statuses = Array.from({ length: 40 }, () => Object(impairments.admit(0)).status);
    expect(statuses.filter((status) => status === 503)).toHaveLength(9);
  });

  it('leak until the memory is full: then each request is answered with 503, and /health has told how full it is', () =>
    withService(
      async (client) => {
        const { impairments } = { impairments: impairmentsOf({ leak: true }) };
        for (let n = 0; n < LEAKED_REQUESTS; n++) expect(impairments.admit(n)).toBe(0);
        expect(impairments.admit(0)).toMatchObject({ status: 503 });
        await client.call('GET', '/files');
        expect((await client.call('GET', '/health')).json).toMatchObject({ leakedBytes: 2 * 16 * 1024 });
      },
      { leak: true },
    ));

  it('never affect the request for the counts', () =>
    withService(
      async (client) => {
        for (let n = 0; n < 3; n++) expect((await client.call('GET', '/__counts')).status).toBe(200);
      },
      { rateLimit: '1/h', slowAfter: 0 },
    ));
});

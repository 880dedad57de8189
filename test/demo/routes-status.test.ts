import { describe, expect, it } from 'vitest';
import { withService } from './demo-client.js';

describe('the routes about the service', () => {
  it('say that it is well, to everybody', () =>
    withService(async (client) => {
      const { status, json } = await client.call('GET', '/health');
      expect([status, json]).toEqual([200, { status: 'ok', uptimeSeconds: expect.any(Number) }]);
      expect(json.uptimeSeconds).toBeGreaterThanOrEqual(0);
    }));

  it('say what it has served, at once whatever the latency', () =>
    withService(
      async (client) => {
        expect((await client.call('GET', '/__counts')).json).toEqual({});
      },
      { latencyScale: 1e9 },
    ));
});

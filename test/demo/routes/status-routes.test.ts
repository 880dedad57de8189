import { describe, expect, it } from 'vitest';
import { withService } from '../demo-client.js';

describe('the status routes', () => {
  it('report that the service is up, without authentication', () =>
    withService(async (client) => {
      const { status, json } = await client.call('GET', '/health');
      expect([status, json]).toEqual([200, { status: 'ok', uptimeSeconds: expect.any(Number) }]);
      expect(json.uptimeSeconds).toBeGreaterThanOrEqual(0);
    }));

  it('list the routes at /, which is not counted', () =>
    withService(async (client) => {
      const { status, json } = await client.call('GET', '/');
      expect([status, json.service]).toEqual([200, 'sample audio service']);
      expect(json.routes).toEqual(expect.arrayContaining(['POST /auth/login', 'GET /files/:id', 'GET /health']));
      expect(json.routes).not.toContain('GET /__counts');
      expect((await client.call('GET', '/__counts')).json).toEqual({});
    }));

  it('report the counts, without latency', () =>
    withService(
      async (client) => {
        expect((await client.call('GET', '/__counts')).json).toEqual({});
      },
      { latencyScale: 1e9 },
    ));
});

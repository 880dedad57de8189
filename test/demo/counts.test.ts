import { describe, expect, it } from 'vitest';
import { Counts, UNKNOWN_PATTERN } from '../../src/demo/counts.js';
import { apiKey, withService } from './demo-client.js';

describe('Counts', () => {
  it('counts by method and pattern, in order of the keys', () => {
    const counts = new Counts();
    counts.add('POST', '/files');
    counts.add('GET', '/files/:id');
    counts.add('GET', '/files/:id');
    expect(Object.entries(counts.toRecord())).toEqual([
      ['GET /files/:id', 2],
      ['POST /files', 1],
    ]);
    expect(counts.total()).toBe(3);
  });

  it('are exact for 200 concurrent requests, failed ones included', () =>
    withService(async (client) => {
      const token = await client.login();
      const kinds = [
        () => client.call('GET', '/health'),
        () => client.call('GET', '/files', { token }),
        () => client.call('GET', '/files'),
        () => client.call('GET', '/files/nothing', { token }),
        () => client.call('GET', `/no/such/path/${Math.PI}`),
        () => client.call('PUT', '/files'),
        () => client.call('POST', '/api/analyze', { headers: apiKey, json: {} }),
        () => client.upload(token),
      ];
      await Promise.all(Array.from({ length: 200 }, (_, index) => kinds[index % kinds.length]?.()));
      const expected = {
        'GET /files': 50,
        'GET /files/:id': 25,
        [`GET ${UNKNOWN_PATTERN}`]: 25,
        'GET /health': 25,
        'POST /api/analyze': 25,
        'POST /auth/login': 1,
        'POST /files': 25,
        'PUT /files': 25,
      };
      expect((await client.call('GET', '/__counts')).json).toEqual(expected);
      expect(client.service.counts()).toEqual(expected);
    }));
});

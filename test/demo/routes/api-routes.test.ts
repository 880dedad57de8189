import { describe, expect, it } from 'vitest';
import { MAX_BATCH_ITEMS } from '../../../src/demo/routes/api-routes.js';
import { apiKey, withService } from '../demo-client.js';

const recording = { audioUrl: 'https://recordings.example/1.wav', quality: 'low' };
const webhookUrl = 'https://programs.example/done';

describe('the API routes', () => {
  it('require the API key', () =>
    withService(async (client) => {
      const token = await client.login();
      for (const path of ['/api/jobs', '/api/jobs/job-0', '/api/jobs/job-0/result']) {
        expect((await client.call('GET', path, { token })).status).toBe(401);
      }
      for (const path of ['/api/analyze', '/api/batch']) {
        expect((await client.call('POST', path, { json: recording, headers: { 'x-api-key': 'no' } })).status).toBe(401);
      }
    }));

  it('analyse a recording', () =>
    withService(async (client) => {
      const { status, json } = await client.call('POST', '/api/analyze', { headers: apiKey, json: recording });
      expect([status, json]).toEqual([202, { id: 'job-1', status: 'done', quality: 'low', items: 1 }]);
      expect((await client.call('GET', '/api/jobs/job-1', { headers: apiKey })).json).toEqual(json);
      const result = await client.call('GET', '/api/jobs/job-1/result', { headers: apiKey });
      expect([result.status, result.json.results.length]).toEqual([200, 1]);
    }));

  it.each([{}, { audioUrl: 'x', quality: 'low' }, { audioUrl: recording.audioUrl }, { ...recording, quality: 'best' }])(
    'refuse to analyse %j',
    (json) =>
      withService(async (client) => {
        expect((await client.call('POST', '/api/analyze', { headers: apiKey, json })).status).toBe(400);
      }),
  );

  it('take a batch as one job', () =>
    withService(async (client) => {
      const items = [recording, recording, recording];
      const batch = await client.call('POST', '/api/batch', { headers: apiKey, json: { items, webhookUrl } });
      expect([batch.status, batch.json.items]).toEqual([202, 3]);
      const result = await client.call('GET', `/api/jobs/${batch.json.id}/result`, { headers: apiKey });
      expect(result.json.results).toHaveLength(3);
    }));

  it.each([
    { items: [recording] },
    { items: [recording], webhookUrl: 'ftp://x' },
    { webhookUrl },
    { items: [], webhookUrl },
    { items: Array(MAX_BATCH_ITEMS + 1).fill(recording), webhookUrl },
    { items: [recording, null], webhookUrl },
    { items: [recording, 'x'], webhookUrl },
    { items: { length: 2 }, webhookUrl },
  ])('refuse the batch %#', (json) =>
    withService(async (client) => {
      expect((await client.call('POST', '/api/batch', { headers: apiKey, json })).status).toBe(400);
      expect((await client.call('GET', '/api/jobs', { headers: apiKey })).json.total).toBe(1);
    }),
  );

  it('list the latest jobs, at first an example', () =>
    withService(async (client) => {
      const ids = async (query: string) => {
        const { json } = await client.call('GET', `/api/jobs${query}`, { headers: apiKey });
        return json.jobs.map((job: { id: string }) => job.id);
      };
      expect(await ids('')).toEqual(['job-0']);
      await client.call('POST', '/api/analyze', { headers: apiKey, json: recording });
      expect(await ids('')).toEqual(['job-1', 'job-0']);
      expect(await ids('?limit=1')).toEqual(['job-1']);
      expect((await client.call('GET', '/api/jobs?limit=x', { headers: apiKey })).status).toBe(400);
    }));

  it('have no result of a job that is not done, and no unknown jobs', () =>
    withService(
      async (client) => {
        const { json } = await client.call('POST', '/api/analyze', {
          headers: apiKey,
          json: { ...recording, quality: 'high' },
        });
        expect(json.status).toBe('queued');
        const early = await client.call('GET', `/api/jobs/${json.id}/result`, { headers: apiKey });
        expect([early.status, early.json.error]).toEqual([
          409,
          expect.stringMatching(/^Expected a job that is done, got one /),
        ]);
        expect((await client.call('GET', '/api/jobs/job-99', { headers: apiKey })).status).toBe(404);
        expect((await client.call('GET', '/api/jobs/job-99/result', { headers: apiKey })).status).toBe(404);
      },
      { latencyScale: 0.5 },
    ));
});

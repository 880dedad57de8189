import { describe, expect, it } from 'vitest';
import { type DemoClient, withService } from '../demo-client.js';

async function uploaded(client: DemoClient): Promise<{ token: string; id: string }> {
  const token = await client.login();
  return { token, id: (await client.upload(token)).json.id };
}

describe('the analysis of a file', () => {
  it('has results when it is done', () =>
    withService(async (client) => {
      const { token, id } = await uploaded(client);
      const asked = await client.call('POST', `/files/${id}/analyze`, { token, json: { quality: 'high' } });
      expect([asked.status, asked.json]).toEqual([202, { id, status: 'done', quality: 'high' }]);
      expect((await client.call('GET', `/files/${id}/status`, { token })).json).toEqual(asked.json);
      const { status, json } = await client.call('GET', `/files/${id}/results`, { token });
      expect(status).toBe(200);
      expect(json).toEqual({ ...asked.json, results: expect.objectContaining({ key: expect.any(String) }) });
    }));

  it('is queued and processed first', () =>
    withService(
      async (client) => {
        const { token, id } = await uploaded(client);
        const asked = await client.call('POST', `/files/${id}/analyze`, { token, json: { quality: 'low' } });
        expect(asked.json.status).toBe('queued');
        let { json } = await client.call('GET', `/files/${id}/results`, { token });
        const seen = new Set([json.status]);
        while (json.status !== 'done') {
          expect(json.results).toBeNull();
          ({ json } = await client.call('GET', `/files/${id}/results`, { token }));
          seen.add(json.status);
        }
        expect([...seen].at(-1)).toBe('done');
        expect(json.results).not.toBeNull();
      },
      { latencyScale: 0.1 },
    ));

  it('has the status none before it is requested', () =>
    withService(async (client) => {
      const { token, id } = await uploaded(client);
      expect((await client.call('GET', `/files/${id}/status`, { token })).json).toEqual({
        id,
        status: 'none',
        quality: null,
      });
      expect((await client.call('GET', `/files/${id}/results`, { token })).json.results).toBeNull();
    }));

  it('requires a token, an own file and a valid quality', () =>
    withService(async (client) => {
      const { token, id } = await uploaded(client);
      const eve = await client.login('eve');
      const json = { quality: 'low' };
      const answers = [
        await client.call('POST', `/files/${id}/analyze`, { json }),
        await client.call('POST', `/files/${id}/analyze`, { json, token: eve }),
        await client.call('POST', '/files/file-99/analyze', { json, token }),
        await client.call('POST', `/files/${id}/analyze`, { json: { quality: 'best' }, token }),
        await client.call('POST', `/files/${id}/analyze`, { json: {}, token }),
        await client.call('POST', `/files/${id}/analyze`, { token }),
        await client.call('GET', `/files/${id}/status`, { token: eve }),
        await client.call('GET', `/files/${id}/results`, {}),
      ];
      expect(answers.map(({ status }) => status)).toEqual([401, 404, 404, 400, 400, 415, 404, 401]);
    }));
});

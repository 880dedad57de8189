import { describe, expect, it } from 'vitest';
import { wavFile } from '../../../users/wav.js';
import { type DemoClient, withService } from '../demo-client.js';

async function threeFiles(client: DemoClient): Promise<string> {
  const token = await client.login();
  await client.upload(token, { title: 'Blue', genre: 'jazz', tags: 'live' });
  await client.upload(token, { title: 'Green', genre: 'rock', tags: 'live,remix' });
  await client.upload(token, { title: 'Red', genre: 'jazz', tags: '' });
  return token;
}
const titles = (json: { files: { title: string }[] }) => json.files.map(({ title }) => title);

describe('an upload', () => {
  it('has the metadata of its form and its header', () =>
    withService(async (client) => {
      const fields = { title: 'Blue', genre: 'jazz', tags: 'live, remix' };
      const { status, json } = await client.upload(await client.login(), fields, wavFile('blue.wav', 2.5, 8000));
      expect(status).toBe(201);
      expect(json).toEqual({
        id: 'file-1',
        name: 'blue.wav',
        title: 'Blue',
        genre: 'jazz',
        tags: ['live', 'remix'],
        sizeBytes: 44 + 2.5 * 16_000,
        durationSeconds: 2.5,
        uploadedAt: expect.any(Number),
      });
    }));

  it('requires only the file', () =>
    withService(async (client) => {
      const { json } = await client.upload(await client.login());
      expect(json).toMatchObject({ title: 'song.wav', genre: 'unknown', tags: [] });
    }));

  it('of five minutes is accepted', () =>
    withService(async (client) => {
      const { status, json } = await client.upload(await client.login(), {}, wavFile('long.wav', 300, 8000));
      expect([status, json.durationSeconds]).toEqual([201, 300]);
    }));

  it('above the limit is refused and not kept', () =>
    withService(
      async (client) => {
        const token = await client.login();
        expect((await client.upload(token, {}, wavFile('long.wav', 2, 8000))).status).toBe(413);
        expect((await client.call('GET', '/files', { token })).json.total).toBe(0);
        expect((await client.upload(token, {}, wavFile('short.wav', 1, 8000))).status).toBe(201);
      },
      { maxUploadBytes: 20_000 },
    ));

  it('requires a token and a WAV file', () =>
    withService(async (client) => {
      const token = await client.login();
      const text = new File(['not a sound at all, whatever its name says'], 'a.wav');
      const empty = new FormData();
      expect((await client.upload('nonsense')).status).toBe(401);
      expect((await client.upload(token, {}, text)).status).toBe(422);
      expect((await client.call('POST', '/files', { token, body: empty })).status).toBe(400);
      expect((await client.call('POST', '/files', { token, json: {} })).status).toBe(415);
      expect((await client.upload(token, { genre: '' })).status).toBe(400);
      expect((await client.upload(token, { tags: 'a,,b' })).status).toBe(400);
      expect((await client.upload(token, { tags: 'x'.repeat(51) })).status).toBe(400);
      expect((await client.call('GET', '/files', { token })).json.total).toBe(0);
    }));
});

describe('GET /files', () => {
  it('lists the newest first, page by page', () =>
    withService(async (client) => {
      const token = await threeFiles(client);
      const { json } = await client.call('GET', '/files', { token });
      expect([titles(json), json.total, json.page, json.limit]).toEqual([['Red', 'Green', 'Blue'], 3, 1, 20]);
      const second = await client.call('GET', '/files?page=2&limit=2', { token });
      expect([titles(second.json), second.json.total]).toEqual([['Blue'], 3]);
    }));

  it('filters by genre and tag', () =>
    withService(async (client) => {
      const token = await threeFiles(client);
      expect(titles((await client.call('GET', '/files?genre=jazz', { token })).json)).toEqual(['Red', 'Blue']);
      expect(titles((await client.call('GET', '/files?genre=jazz&tag=live', { token })).json)).toEqual(['Blue']);
    }));

  it('refuses an invalid page', () =>
    withService(async (client) => {
      const token = await client.login();
      for (const query of ['page=0', 'page=x', 'limit=0', 'limit=101', 'limit=1.5']) {
        expect((await client.call('GET', `/files?${query}`, { token })).status).toBe(400);
      }
      expect((await client.call('GET', '/files')).status).toBe(401);
    }));
});

describe('GET /files/:id', () => {
  it('gives a file to its owner only', () =>
    withService(async (client) => {
      const token = await threeFiles(client);
      expect((await client.call('GET', '/files/file-2', { token })).json.title).toBe('Green');
      expect((await client.call('GET', '/files/file-2', { token: await client.login('eve') })).status).toBe(404);
      expect((await client.call('GET', '/files/file-2')).status).toBe(401);
    }));
});

describe('GET /search', () => {
  it('finds text in titles, genres and tags, ignoring case', () =>
    withService(async (client) => {
      const token = await threeFiles(client);
      const found = async (query: string) => titles((await client.call('GET', `/search?${query}`, { token })).json);
      expect(await found('q=GREEN')).toEqual(['Green']);
      expect(await found('q=jazz')).toEqual(['Red', 'Blue']);
      expect(await found('q=remi')).toEqual(['Green']);
      expect(await found('q=jazz&tag=live')).toEqual(['Blue']);
      expect(await found('q=nothing')).toEqual([]);
    }));

  it('requires a search text and a token', () =>
    withService(async (client) => {
      const token = await client.login();
      expect((await client.call('GET', '/search', { token })).status).toBe(400);
      expect((await client.call('GET', '/search?q=', { token })).status).toBe(400);
      expect((await client.call('GET', `/search?q=${'x'.repeat(101)}`, { token })).status).toBe(400);
      expect((await client.call('GET', '/search?q=x')).status).toBe(401);
    }));
});

import { readdirSync, readlinkSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { makeWebUi } from '../../helpers/page/web-backend.js';

const url = '/stats/requests_full_history/csv';
const modified = 'Tue, 14 Nov 2023 22:13:20 GMT';

function withHistory(text: string) {
  const { call, backend } = makeWebUi();
  const path = join(temporaryFolder(), 'x_stats_history.csv');
  writeFileSync(path, text);
  utimesSync(path, 1_700_000_000.5, 1_700_000_000.5);
  backend.fullHistoryPath = path;
  const get = async (headers: Record<string, string> = {}, method = 'GET') => call(url, { method, headers });
  return { get, path };
}

describe('the full history', () => {
  it('is the file on disk', async () => {
    const { get } = withHistory('0123456789');
    const reply = await get();
    expect([reply.status, await reply.text()]).toEqual([200, '0123456789']);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'text/csv',
      'content-length': '10',
      'accept-ranges': 'bytes',
      'last-modified': modified,
      'content-disposition': expect.stringMatching(/^attachment;filename=.*_requests_full_history.csv$/),
    });
  });

  it('is not there without the option, nor after the file was removed', async () => {
    const { get, path } = withHistory('x');
    expect((await makeWebUi().call(url)).status).toBe(404);
    rmSync(path);
    expect((await get()).status).toBe(404);
  });

  it('is not sent again if it has not changed', async () => {
    const { get } = withHistory('0123456789');
    const etag = (await get()).headers.get('etag') as string;
    const statusWith = async (headers: Record<string, string>) => (await get(headers)).status;
    expect(await statusWith({ 'if-none-match': etag })).toBe(304);
    expect(await statusWith({ 'if-none-match': `"x", W/${etag}` })).toBe(304);
    expect(await statusWith({ 'if-none-match': '"x"', 'if-modified-since': modified })).toBe(200);
    expect(await statusWith({ 'if-modified-since': modified })).toBe(304);
    expect(await statusWith({ 'if-modified-since': 'Tue, 14 Nov 2023 22:13:19 GMT' })).toBe(200);
    expect(await statusWith({ 'if-modified-since': 'yesterday' })).toBe(200);
  });

  it('is sent in part', async () => {
    const { get } = withHistory('0123456789');
    const etag = (await get()).headers.get('etag') as string;
    const part = await get({ range: 'bytes=7-' });
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
      206,
      'bytes 7-9/10',
      '3',
    ]);
    expect(await part.text()).toBe('789');
    expect(await (await get({ range: 'bytes=0-3', 'if-range': etag })).text()).toBe('0123');
    expect(await (await get({ range: 'bytes=0-3', 'if-range': modified })).text()).toBe('0123');
    expect(await (await get({ range: 'bytes=0-3', 'if-range': '"old"' })).text()).toBe('0123456789');
    const beyond = await get({ range: 'bytes=10-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  });

  it('may be empty', async () => {
    const reply = await withHistory('').get();
    expect([reply.status, reply.headers.get('content-length'), await reply.text()]).toEqual([200, '0', '']);
  });

  it('is not opened for HEAD, which reads nothing', async () => {
    const { get, path } = withHistory('x'.repeat(200_000));
    const reply = await get({ range: 'bytes=0-3' }, 'HEAD');
    expect([reply.status, reply.headers.get('content-length')]).toEqual([200, '200000']);
    for (let i = 0; i < 20; i++) await stat(path); // a stream would have opened it by then
    if (process.platform === 'linux') expect(openFiles()).not.toContain(path);
  });
});

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((file) => {
    try {
      return [readlinkSync(`/proc/self/fd/${file}`)];
    } catch {
      return []; // it was that of readdirSync
    }
  });
}

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serveFiles } from '../../../src/cli/cluster/serve-files.js';
import { readFilesData, toFilesRequest } from '../../../src/cluster/messages/shared-files.js';
import { Log } from '../../../src/util/log/log.js';
import { folderWith } from '../../helpers/processes/cli.js';

it('a master gives its files to workers of tsloc, tells others what to do, and logs what keeps it from that', async () => {
  const lines: string[] = [];
  const log = new Log('INFO', (line) => lines.push(line));
  const folder = folderWith({ 'users.ts': '' });
  const serve = serveFiles([join(folder, 'users.ts')], log);
  expect(readFilesData(await serve(toFilesRequest('1')))?.entries).toEqual(['users.ts']);
  expect(await serve({ version: '2.46.3' })).toEqual({ error: expect.stringContaining('-f locustfile.py') });
  await expect(serve(5)).rejects.toMatchObject({ code: 'BAD_MESSAGE' });
  const broken = serveFiles([join(folder, 'gone.ts')], log);
  expect(await broken(toFilesRequest('1'))).toEqual({ error: expect.stringContaining('gone.ts') });
  expect(lines.join()).toContain('Workers with -f - get no files');
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openBrowser } from '../../../src/cli/run/open-browser.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';

it('passes the address to the command of the system', async () => {
  const path = join(temporaryFolder(), 'opened');
  openBrowser(path, () => {}, ['touch']);
  await vi.waitFor(() => expect(existsSync(path)).toBe(true), 10_000);
});

it('reports why no browser can be started', async () => {
  const onError = vi.fn();
  openBrowser('http://127.0.0.1/', onError, ['no-such-command']);
  await vi.waitFor(() => expect(onError).toHaveBeenCalledWith(expect.stringContaining('ENOENT')), 10_000);
});

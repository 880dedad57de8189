import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultCacheFolder, isPrivate, prepareCacheFolder } from '../../../src/cli/compiler/cache-folder.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';

describe('the default folder', () => {
  it.each([
    ['linux', {}, '/home/me/.cache/tsloc'],
    ['linux', { XDG_CACHE_HOME: '/var/mine' }, '/var/mine/tsloc'],
    ['darwin', {}, '/home/me/Library/Caches/tsloc'],
    ['win32', { LOCALAPPDATA: '/home/me/Local' }, '/home/me/Local/tsloc/cache'],
  ] as const)('is where %s with %j keeps caches', (platform, env, folder) => {
    expect(defaultCacheFolder({ HOME: '/home/me', ...env }, platform)).toBe(folder);
  });
});

describe('a folder for compiled files', () => {
  it('is created for its user alone', () => {
    const path = join(temporaryFolder(), 'a/b');
    expect(prepareCacheFolder(path)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('is not used if others may write to it, or if it is a link or a file', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'open'));
    chmodSync(join(root, 'open'), 0o777);
    mkdirSync(join(root, 'own'), { mode: 0o700 });
    symlinkSync(join(root, 'own'), join(root, 'link'));
    writeFileSync(join(root, 'file'), '');
    expect(['open', 'link', 'file'].map((name) => prepareCacheFolder(join(root, name)))).toEqual([false, false, false]);
    expect(isPrivate(join(root, 'own'))).toBe(true);
  });
});

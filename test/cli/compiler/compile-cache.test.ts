import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findCompiled, pruneCache, storeCompiled } from '../../../src/cli/compiler/compile-cache.js';
import { type CompiledFiles, hashOf, moduleName } from '../../../src/cli/compiler/compile-files.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';

/** A source file, its compiled form, and an empty cache. */
function situation() {
  const root = temporaryFolder();
  const sources = realpathSync(temporaryFolder());
  const path = join(sources, 'users.ts');
  writeFileSync(path, 'source');
  const compiled: CompiledFiles = {
    modules: [{ path, hash: hashOf('source'), text: 'compiled' }],
    folders: [sources, join(sources, 'not-there')],
  };
  return { root, sources, path, compiled };
}

describe('compiled files', () => {
  it('are found as they were stored, and under no other key', () => {
    const { root, path, compiled } = situation();
    const folder = storeCompiled(root, 'key', compiled);
    expect(findCompiled(root, 'key')).toBe(folder);
    expect(readFileSync(join(folder, moduleName(path)), 'utf8')).toBe('compiled');
    expect(findCompiled(root, 'other')).toBe(null);
  });

  it('are not found once a source has changed, and again when it has changed back', () => {
    const { root, path, compiled } = situation();
    const folder = storeCompiled(root, 'key', compiled);
    writeFileSync(path, 'other');
    expect(findCompiled(root, 'key')).toBe(null);
    writeFileSync(path, 'source');
    expect(findCompiled(root, 'key')).toBe(folder);
  });

  it('are not found once a script is added where imports look, but once a result file is', () => {
    const { root, sources, compiled } = situation();
    const folder = storeCompiled(root, 'key', compiled);
    writeFileSync(join(sources, 'report.html'), '');
    expect(findCompiled(root, 'key')).toBe(folder);
    mkdirSync(join(sources, 'not-there'));
    writeFileSync(join(sources, 'not-there/index.ts'), '');
    expect(findCompiled(root, 'key')).toBe(null);
  });

  it('are not used if they are not as they were written, or others may write to them', () => {
    const { root, path, compiled } = situation();
    const folder = storeCompiled(root, 'key', compiled);
    chmodSync(folder, 0o777);
    expect(findCompiled(root, 'key')).toBe(null);
    chmodSync(folder, 0o700);
    expect(findCompiled(root, 'key')).toBe(folder);
    writeFileSync(join(folder, moduleName(path)), 'tampered');
    expect(findCompiled(root, 'key')).toBe(null);
  });

  it('may be stored by two processes at once', () => {
    const { root, path, compiled } = situation();
    const folders = [storeCompiled(root, 'key', compiled), storeCompiled(root, 'key', compiled)];
    for (const folder of folders) expect(readFileSync(join(folder, moduleName(path)), 'utf8')).toBe('compiled');
    expect(findCompiled(root, 'key')).toBe(folders[0]);
  });

  it('are stored while another process renames its folder: a name that was listed is no longer there', () => {
    const { root, compiled } = situation();
    mkdirSync(join(root, 'key'));
    symlinkSync('renamed', join(root, 'key/new-other'));
    expect(findCompiled(root, 'key')).toBe(null);
    const folder = storeCompiled(root, 'key', compiled);
    expect(findCompiled(root, 'key')).toBe(folder);
    symlinkSync('removed', join(root, 'removed-key'));
    expect(() => pruneCache(root)).not.toThrow();
  });

  it('replace their earlier versions, but those that a process may be about to load', () => {
    const { root, path, compiled } = situation();
    const first = storeCompiled(root, 'key', compiled);
    const store = (text: string) => {
      writeFileSync(path, text);
      return storeCompiled(root, 'key', { ...compiled, modules: [{ path, hash: hashOf(text), text }] });
    };
    store('second');
    expect(existsSync(first)).toBe(true);
    utimesSync(first, 0, 0);
    store('third');
    expect(existsSync(first)).toBe(false);
  });

  it('are kept if they are new, also by a process whose clock is ahead', () => {
    const { root, path, compiled } = situation();
    const inUse = storeCompiled(root, 'key', compiled);
    writeFileSync(path, 'changed');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    onTestFinished(() => void vi.useRealTimers());
    storeCompiled(root, 'key', { ...compiled, modules: [{ path, hash: hashOf('changed'), text: 'other' }] });
    expect(existsSync(inUse)).toBe(true);
  });
});

it('a cache keeps the hundred tests that were used last, and those of the last day', () => {
  const root = temporaryFolder();
  const ages = [...Array(105).keys()];
  for (const n of ages) {
    mkdirSync(join(root, `old${n}`));
    utimesSync(join(root, `old${n}`), 1000 + n, 1000 + n);
  }
  mkdirSync(join(root, 'new'));
  pruneCache(root);
  const kept = readdirSync(root);
  expect(kept).toHaveLength(100);
  expect(kept).toContain('new');
  expect(kept.filter((name) => /^old[0-5]$/.test(name))).toEqual([]);
});

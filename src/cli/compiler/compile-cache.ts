/** Compiled files on disk, keyed by the content of all their source files. */
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../util/files/folder.js';
import { epochSeconds } from '../../util/loop/clock.js';
import { isPrivate } from './cache-folder.js';
import { type CompiledFiles, hashOf, moduleName } from './compile-files.js';
import { scriptName } from './needs-node-loader.js';

/** What compiled files depend on, by path or name, as hashes. */
interface Manifest {
  readonly sources: Readonly<Record<string, string>>;
  readonly folders: Readonly<Record<string, string>>;
  readonly modules: Readonly<Record<string, string>>;
}

const manifestName = 'manifest.json';

/** The maximum number of tests; others are removed a day after their last use. */
const maxTests = 100;
const minAgeSeconds = 86_400;
/** Versions of a test that are younger may be in use. */
const minVersionAgeSeconds = 60;

/**
 * The folder with the compiled modules of `key`, if no source and no name in its folders has changed since, and the
 * modules are as they were written.
 */
export function findCompiled(root: string, key: string): string | null {
  const folder = join(root, key);
  try {
    const names = readdirSync(folder).filter((name) => !name.startsWith('new-'));
    const found = names.map((name) => join(folder, name)).find(isValid) ?? null;
    if (found !== null) utimesSync(folder, epochSeconds(), epochSeconds());
    return found;
  } catch {
    return null;
  }
}

/**
 * Writes compiled modules; returns their folder. Concurrent processes do not interfere with each other.
 * @throws the error of the file system, as on a full disk
 */
export function storeCompiled(root: string, key: string, { modules, folders }: CompiledFiles): string {
  const manifest: Manifest = {
    sources: Object.fromEntries(modules.map(({ path, hash }) => [path, hash])),
    folders: Object.fromEntries(folders.map((folder) => [folder, namesHash(folder)])),
    modules: Object.fromEntries(modules.map(({ path, text }) => [moduleName(path), hashOf(text)])),
  };
  const text = JSON.stringify(manifest);
  makeFolder(join(root, key), 0o700);
  const written = mkdtempSync(join(root, key, 'new-'));
  try {
    for (const module of modules) writeFileSync(join(written, moduleName(module.path)), module.text);
    writeFileSync(join(written, manifestName), text);
  } catch (error) {
    rmSync(written, { recursive: true, force: true });
    throw error;
  }
  removeOthers(join(root, key), written);
  const folder = join(root, key, hashOf(text));
  try {
    renameSync(written, folder);
  } catch {
    return written; // another process was faster; this folder is removed with the next change
  }
  return folder;
}

/** Removes the tests that have not been used for longest. */
export function pruneCache(root: string): void {
  const tests = readdirSync(root).map((name) => ({ path: join(root, name), at: usedAt(join(root, name)) }));
  const oldest = tests.sort((a, b) => b.at - a.at).slice(maxTests);
  for (const { path, at } of oldest) {
    if (epochSeconds() - at > minAgeSeconds) rmSync(path, { recursive: true, force: true });
  }
}

/** Infinity for a folder that is no longer there: another process has just renamed or removed it. */
function usedAt(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? Number.POSITIVE_INFINITY : stats.mtimeMs / 1000;
}

/**
 * Earlier versions of a test, unless a process may be about to load them. Their age is counted by the clock of the file system:
 * that of this process may be wrong.
 */
function removeOthers(folder: string, kept: string): void {
  const writtenAt = usedAt(kept);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (path !== kept && writtenAt - usedAt(path) > minVersionAgeSeconds)
      rmSync(path, { recursive: true, force: true });
  }
}

function isValid(folder: string): boolean {
  if (!isPrivate(folder)) return false;
  const { sources, folders, modules } = JSON.parse(readFileSync(join(folder, manifestName), 'utf8')) as Manifest;
  return (
    isSame(sources, (path) => hashOf(readFileSync(path, 'utf8'))) &&
    isSame(folders, namesHash) &&
    isSame(modules, (name) => hashOf(readFileSync(join(folder, name), 'utf8')))
  );
}

function isSame(hashes: Readonly<Record<string, string>>, hash: (name: string) => string): boolean {
  return Object.entries(hashes).every(([name, expected]) => hash(name) === expected);
}

function namesHash(folder: string): string {
  try {
    return hashOf(
      readdirSync(folder)
        .filter((name) => scriptName.test(name))
        .sort()
        .join('\n'),
    );
  } catch {
    return ''; // imports may look in folders that do not exist
  }
}

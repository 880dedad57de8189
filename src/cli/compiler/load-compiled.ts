/** Finds or makes the compiled modules of files, and imports them: a tenth of the time that hooks of a loader take. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FileExports } from '../loading/exports.js';
import { readTsconfig } from '../loading/find-tsconfig.js';
import { version } from '../version.js';
import { prepareCacheFolder } from './cache-folder.js';
import { findCompiled, pruneCache, storeCompiled } from './compile-cache.js';
import { compileFiles, hashOf, moduleName } from './compile-files.js';

/** The version of the format of compiled modules. */
const format = 1;

/**
 * The URLs of the compiled modules of `files`, in their order; null if tsx must load them. They stay in `cache`; without
 * a folder that can be used, they are removed when the process exits.
 */
export async function compiledUrls(files: readonly string[], cache: string | null): Promise<string[] | null> {
  const first = files[0];
  if (first === undefined) return [];
  const tsconfig = readTsconfig(first);
  if (tsconfig !== null && !files.every((file) => tsconfig.includes(file))) return null;
  const entry = new URL('../../index.js', import.meta.url).href;
  const root = cache !== null && prepareCacheFolder(cache) ? cache : null;
  const key = hashOf(JSON.stringify([format, version, process.version, entry, files, tsconfig]));
  const folder =
    (root === null ? null : findCompiled(root, key)) ??
    (await compileInto(root, key, () => compileFiles(files, tsconfig, entry)));
  return folder === null ? null : files.map((file) => pathToFileURL(join(folder, moduleName(realpathSync(file)))).href);
}

/** Null if tsx must load the file: an import of a name that does not exist is reported by it, and nothing has run yet. */
export async function importCompiled(url: string): Promise<FileExports | null> {
  process.setSourceMapsEnabled(true);
  try {
    return (await import(url)) as FileExports;
  } catch (thrown) {
    if (thrown instanceof SyntaxError && /does not provide an export named/.test(thrown.message)) return null;
    throw thrown;
  }
}

async function compileInto(
  root: string | null,
  key: string,
  compile: () => ReturnType<typeof compileFiles>,
): Promise<string | null> {
  const compiled = await compile();
  if (compiled === null) return null;
  const folder = root === null ? null : attempt(() => storeCompiled(root, key, compiled));
  if (root !== null) attempt(() => pruneCache(root));
  return folder ?? attempt(() => storeCompiled(temporaryFolder(), key, compiled));
}

/** Null if files cannot be written or removed, as on a full disk: a cache must not keep a test from running. */
function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch (error) {
    if ((Object(error) as NodeJS.ErrnoException).syscall === undefined) throw error;
    return null;
  }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tsloc-compiled-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

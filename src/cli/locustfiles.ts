/** Which files `-f` means. */
import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { messageOf, TslocError } from '../util/error.js';

/**
 * Absolute paths of the files that `value` names: files and folders, separated by commas. A folder stands for every
 * file below it that ends in .ts, .mts, .js, .mjs or .cjs and does not begin with `_`, sorted.
 * @throws {TslocError} `LOCUSTFILE_NOT_FOUND`
 */
export function findLocustfiles(value: string, folder: string): string[] {
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items.length === 0)
    throw new TslocError('LOCUSTFILE_NOT_FOUND', `Expected a file or folder after -f, got '${value}'.`);
  return items.flatMap((item) => expand(item, resolve(folder, item)));
}

const script = /\.(ts|mts|js|mjs|cjs)$/;

function expand(item: string, path: string): string[] {
  if (!existsSync(path)) {
    const hint =
      item === 'locustfile.ts' ? 'Name your file with -f, such as -f users.ts.' : 'Check the path given to -f.';
    throw new TslocError('LOCUSTFILE_NOT_FOUND', `Expected a file or folder called '${item}', found none.`, { hint });
  }
  if (statSync(path).isDirectory()) return filesBelow(item, path);
  if (script.test(path)) return [path];
  throw new TslocError(
    'LOCUSTFILE_NOT_FOUND',
    `Expected a file that ends in .ts, .mts, .js, .mjs or .cjs, or a folder, got '${item}'.`,
  );
}

function filesBelow(item: string, path: string): string[] {
  const entries = entriesBelow(path);
  const files = entries
    .filter((entry) => entry.isFile() && script.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .filter((entry) => !entry.name.startsWith('_') && !relative(path, entry.parentPath).includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) {
    throw new TslocError('LOCUSTFILE_NOT_FOUND', `Expected a .ts or .js file in the folder '${item}', found none.`);
  }
  return files;
}

function entriesBelow(path: string): Dirent[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true });
  } catch (cause) {
    throw new TslocError('LOCUSTFILE_NOT_FOUND', `Expected to read the folder, but ${messageOf(cause)}.`, { cause });
  }
}

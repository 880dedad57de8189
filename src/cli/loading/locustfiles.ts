/** The files that `-f` means: paths, folders and URLs. */
import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { flags } from '../../core/options/flags.js';
import { messageOf, TslocError } from '../../util/error.js';
import { downloadLocustfile } from './download-locustfile.js';

/**
 * Absolute paths of the files that `value` names: files, folders and http(s) URLs, separated by commas. A folder stands
 * for every file below it that ends in .ts, .mts, .js, .mjs or .cjs and does not begin with `_`, sorted. The default is
 * the first of locustfile.ts, .mts, .js, .mjs and .cjs that exists.
 * @throws {TslocError} `LOCUSTFILE_NOT_FOUND`
 */
export async function findLocustfiles(value: string, folder: string): Promise<string[]> {
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items.length === 0) throw notFound(`Expected a file or folder after -f, got '${value}'.`);
  const found = await Promise.all(items.map((item) => findItem(item, folder)));
  return found.flat();
}

const endings = ['.ts', '.mts', '.js', '.mjs', '.cjs'];
const script = /\.(ts|mts|js|mjs|cjs)$/;

async function findItem(item: string, folder: string): Promise<string[]> {
  if (/^https?:\/\//i.test(item)) return [await downloadLocustfile(item)];
  if (item === '-')
    throw notFound("Expected a file after -f, got '-': only with --worker are files taken from a master.");
  const path = resolve(folder, item);
  if (item === flags.locustfile.default && !existsSync(path)) return [findDefault(folder)];
  if (!existsSync(path))
    throw notFound(`Expected a file or folder called '${item}', found none.`, 'Check the path given to -f.');
  if (statSync(path).isDirectory()) return filesBelow(item, path);
  if (script.test(path)) return [path];
  throw notFound(`Expected a file that ends in ${endings.join(', ')}, or a folder, got '${item}'.`);
}

function findDefault(folder: string): string {
  const name = endings.map((ending) => `locustfile${ending}`).find((file) => existsSync(join(folder, file)));
  if (name !== undefined) return join(folder, name);
  const hint = 'Write one with `npx tsloc init`, or name your file with -f, such as -f users.ts.';
  throw notFound(`Expected a file or folder called '${flags.locustfile.default}', found none.`, hint);
}

function filesBelow(item: string, path: string): string[] {
  const files = entriesBelow(path)
    .filter((entry) => script.test(entry.name) && !entry.name.endsWith('.d.ts') && isFile(entry))
    .filter((entry) => !entry.name.startsWith('_') && !relative(path, entry.parentPath).includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const unique = new Map(files.map((file) => [realpathSync(file), file]));
  if (files.length === 0) throw notFound(`Expected a .ts or .js file in the folder '${item}', found none.`);
  return [...unique.values()].sort();
}

/** Links to files count; a link to a file of the same folder is that file, as in a mounted ConfigMap of Kubernetes. */
function isFile(entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.isFile() === true;
}

function entriesBelow(path: string): Dirent[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true });
  } catch (cause) {
    throw notFound(`Expected to read the folder, but ${messageOf(cause)}.`, undefined, cause);
  }
}

function notFound(message: string, hint?: string, cause?: unknown): TslocError {
  return new TslocError('LOCUSTFILE_NOT_FOUND', message, { ...(hint === undefined ? {} : { hint }), cause });
}

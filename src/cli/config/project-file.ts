/** tsloc's own configuration: `tsloc.config.ts`, `.js`, `.json` or `.yaml`, and the key `tsloc` of package.json. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { messageOf, TslocError } from '../../util/error.js';
import { defaultExportOf } from '../loading/default-export.js';
import { describeLoadError } from '../loading/load-error.js';
import type { Entry } from './entry.js';

/** Names that are looked for, in the working directory. */
export const projectFiles = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'yaml', 'yml'].map(
  (end) => `tsloc.config.${end}`,
);

/** Imports a script, compiled as users' files are. */
export type ImportScript = (url: string) => Promise<{ default?: unknown }>;

/** The entries of a configuration file. @throws {TslocError} `BAD_CONFIG`, exit code 2 */
export async function readProjectFile(path: string, source: string, importScript: ImportScript): Promise<Entry[]> {
  return entriesOf(await readObject(path, source, importScript), source);
}

/** The entries of the key `tsloc`; none without it. @throws {TslocError} `BAD_CONFIG`, exit code 2 */
export function parsePackageJson(text: string, source: string): Entry[] {
  let found: { tsloc?: unknown };
  try {
    found = Object(JSON.parse(text)) as { tsloc?: unknown };
  } catch {
    return []; // npm reports it; a load test does not need the rest of the file
  }
  return found.tsloc === undefined ? [] : entriesOf(found.tsloc, `${source} (key "tsloc")`);
}

async function readObject(path: string, source: string, importScript: ImportScript): Promise<unknown> {
  try {
    if (path.endsWith('.json')) return JSON.parse(readFileSync(path, 'utf8'));
    if (/\.ya?ml$/.test(path)) return (await import('yaml')).parse(readFileSync(path, 'utf8')) ?? {};
    return defaultExportOf(await importScript(pathToFileURL(path).href));
  } catch (cause) {
    const isScript = /\.[cm]?[jt]s$/.test(path);
    // With the place and the code around it.
    if (isScript) throw new TslocError('BAD_CONFIG', describeLoadError(path, cause).message, { exitCode: 2, cause });
    const reason = messageOf(cause).split('\n')[0]?.replace(/:$/, '');
    throw new TslocError('BAD_CONFIG', `Expected to read ${source}, but: ${reason}`, { exitCode: 2, cause });
  }
}

function entriesOf(config: unknown, source: string): Entry[] {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    const hint = 'Export the options as the default: export default defineConfig({ users: 100 }).';
    throw new TslocError('BAD_CONFIG', `Expected an object with options in ${source}.`, { exitCode: 2, hint });
  }
  const entries = Object.entries(config).filter(([key]) => key !== '$schema'); // for editors
  return entries.map(([key, value]) => ({ key, value, source, format: 'tsloc' }));
}

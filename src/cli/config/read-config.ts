/** Finds and reads the configuration files, lowest precedence first. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf, TslocError } from '../../util/error.js';
import { parseConfFile } from './conf-file.js';
import type { Entry } from './entry.js';
import { type ImportScript, parsePackageJson, projectFiles, readProjectFile } from './project-file.js';
import { parseTomlFile } from './toml-file.js';

/** Where to look. */
export interface ConfigPlaces {
  /** The working directory. */
  readonly folder: string;
  /** The home folder, if there is one. */
  readonly home: string | undefined;
  /** The file of `--config`, if one is given. */
  readonly file: string | undefined;
  readonly importScript: ImportScript;
}

/**
 * The entries of `~/.locust.conf`, `locust.conf`, `pyproject.toml`, `package.json`, `tsloc.config.*` and the file of
 * `--config`: all that exist, in this order.
 * @throws {TslocError} `BAD_CONFIG`, exit code 2
 */
export async function readConfig({ folder, home, file, importScript }: ConfigPlaces): Promise<Entry[]> {
  const own = projectFiles.filter((name) => existsSync(join(folder, name)));
  if (own.length > 1)
    throw new TslocError('BAD_CONFIG', `Expected one tsloc.config file, got ${own.join(' and ')}.`, { exitCode: 2 });
  const files = [
    ...(home ? [{ path: join(home, '.locust.conf'), source: '~/.locust.conf' }] : []),
    ...['locust.conf', 'pyproject.toml', 'package.json', ...own].map((name) => ({
      path: join(folder, name),
      source: name,
    })),
  ].filter(({ path }) => isFile(path));
  if (file !== undefined) files.push({ path: expandHome(file, home, folder), source: file });
  const entries: Entry[] = [];
  for (const { path, source } of files) entries.push(...(await readFile(path, source, importScript)));
  return entries;
}

async function readFile(path: string, source: string, importScript: ImportScript): Promise<Entry[]> {
  if (/\.([mc]?js|m?ts|json|ya?ml)$/.test(path) && source !== 'package.json')
    return readProjectFile(path, source, importScript);
  const text = readText(path, source);
  if (source === 'package.json') return parsePackageJson(text, source);
  return path.endsWith('.toml') ? parseTomlFile(text, source) : parseConfFile(text, source);
}

function readText(path: string, source: string): string {
  try {
    return decodeText(readFileSync(path));
  } catch (cause) {
    const message = `Expected to read the configuration file ${source}, but ${messageOf(cause)}.`;
    throw new TslocError('BAD_CONFIG', message, { exitCode: 2, cause });
  }
}

/** UTF-8, with or without a byte order mark. */
function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error('it is not UTF-8', { cause });
  }
}

function expandHome(path: string, home: string | undefined, folder: string): string {
  return resolve(folder, home === undefined ? path : path.replace(/^~(?=\/|$)/, home));
}

/** False, too, in a home folder that this user must not enter, such as that of another user in a container. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

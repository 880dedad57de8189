/** The project's own files, and what they import: read as text, since tests must not depend on a compiler's API. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Paths below a folder of the project, relative to its root. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The code of a file without its comments and the contents of its strings, so that it can be searched for words. */
export function codeOf(path: string): string {
  return read(path)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
}

/** What a file imports, types included: paths relative to the root for its own files, specifiers for others. */
export function importsOf(path: string): string[] {
  const text = read(path).replace(/\/\*[\s\S]*?\*\//g, '');
  const specifiers = [
    ...text.matchAll(/^\s*(?:import|export)\s[^;'"]*?from\s+['"]([^'"]+)['"]/gm),
    ...text.matchAll(/^\s*import\s+['"]([^'"]+)['"]/gm),
    ...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g),
  ].map((match) => match[1] as string);
  return specifiers.map((specifier) => {
    if (!specifier.startsWith('.')) return specifier;
    const target = relative(root, resolve(root, dirname(path), specifier));
    const component = target.replace(/\.js$/, '.tsx');
    return existsSync(join(root, component)) ? component : target.replace(/\.js$/, '.ts');
  });
}

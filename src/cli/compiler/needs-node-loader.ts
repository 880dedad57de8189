/** Which files only Node's own loader, with the hooks of tsx, can load. A false positive only costs time. */
import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** CommonJS, names that are computed when the file runs, and unusual properties of `import.meta`. */
const patterns = [
  /\brequire\b/,
  /\bmodule\s*\.\s*exports\b|\bexports\s*[.[]/,
  /\b__(dir|file)name\b/,
  /\bimport\s*\(\s*(?!['"])/,
  /\bimport\.meta\b(?!\.(url|dirname|filename)\b)/,
];

/** True for a file that is not an ECMAScript module, or whose name also exists with another extension. */
export function needsNodeLoader(path: string, source: string): boolean {
  return !/\.(m?ts|tsx|m?js)$/.test(path) || patterns.some((pattern) => pattern.test(source)) || hasNamesake(path);
}

/** Compilers disagree whether `./a.js` means a.ts or a.js where both exist. */
function hasNamesake(path: string): boolean {
  const stem = stemOf(basename(path));
  return readdirSync(dirname(path)).filter((name) => scriptName.test(name) && stemOf(name) === stem).length > 1;
}

/** Files that an import may mean. */
export const scriptName = /\.([cm]?[jt]sx?|json)$/;

function stemOf(name: string): string {
  return name.replace(/(\.d)?\.\w+$/, '');
}

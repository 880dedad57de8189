/** The files that a master gives to its workers: its locustfiles, with the local files that they import. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { maxSharedBytes, type SharedFiles } from '../../cluster/messages/shared-files.js';
import { TslocError } from '../../util/error.js';

/**
 * Follows relative imports; packages are the worker's own. Names are relative to the folder that all files share.
 * @throws {TslocError} `FILES_TOO_LARGE`; Error for files that cannot be read or compiled
 */
export async function collectFiles(locustfiles: readonly string[]): Promise<SharedFiles> {
  const entries = locustfiles.map((file) => realpathSync(file));
  const paths = await withImports(entries);
  checkSize(paths);
  const folder = sharedFolder(paths);
  const nameOf = (path: string) => relative(folder, path).split(sep).join('/');
  return {
    entries: entries.map(nameOf),
    files: paths.map((path) => ({ name: nameOf(path), contents: readFileSync(path, 'utf8') })),
  };
}

/** The compiler bundles them to nothing that is kept: its list of inputs is what is wanted. */
async function withImports(entries: readonly string[]): Promise<string[]> {
  const esbuild = await import('../../util/esbuild.js');
  const folder = dirname(entries[0] as string);
  try {
    const { metafile } = await esbuild.build({
      entryPoints: [...entries],
      absWorkingDir: folder,
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'esnext',
      tsconfigRaw: {},
      outdir: 'out',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    const paths = Object.keys(metafile.inputs).map((input) => resolve(folder, input));
    return [...new Set([...entries, ...paths])].filter((path) => !path.split(sep).includes('node_modules'));
  } finally {
    await esbuild.stop();
  }
}

function checkSize(paths: readonly string[]): void {
  const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
  if (bytes <= maxSharedBytes) return;
  const [size, limit] = [bytes, maxSharedBytes].map((count) => `${(count / 1_048_576).toFixed(1)} MiB`);
  throw new TslocError('FILES_TOO_LARGE', `Expected files of ${limit} at most for workers with -f -, got ${size}.`, {
    hint: 'Copy the files to the workers, and start these with -f <file>.',
  });
}

function sharedFolder(paths: readonly string[]): string {
  let folder = dirname(paths[0] as string);
  const contains = (path: string) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
  while (!paths.every(contains)) folder = dirname(folder);
  return folder;
}

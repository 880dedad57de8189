/** Loads users' TypeScript: compiled by tsx on the way, types unchecked, `tsloc` meaning this very copy. */
import Module, { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { register as registerCommonJs } from 'tsx/cjs/api';
import { register as registerModules } from 'tsx/esm/api';
import * as tsloc from '../index.js';
import type { UserClass } from '../user/check.js';
import { TslocError } from '../util/error.js';
import { sleep } from '../util/loop/clock.js';
import { type FileExports, type ShapeClass, shapesIn, userClassesIn } from './exports.js';
import { describeLoadError } from './load-error.js';

/** What the files offer. */
export interface Loaded {
  readonly files: readonly string[];
  /** By name, in the order of files. */
  readonly userClasses: ReadonlyMap<string, UserClass>;
  /** In the order of files; a run follows the first of them. */
  readonly shapes: readonly ShapeClass[];
}

/**
 * Loads every file.
 * @throws {TslocError} `LOCUSTFILE_BROKEN`, `DUPLICATE_USER`, `NO_USER_CLASS`, and what decorators complain of
 */
export async function loadFiles(files: readonly string[]): Promise<Loaded> {
  prepareLoader();
  const found = new Map<string, { userClass: UserClass; file: string }>();
  const shapes: ShapeClass[] = [];
  for (const file of files) {
    const exports = await exportsOf(file);
    shapes.push(...shapesIn(exports));
    for (const userClass of userClassesIn(exports)) {
      const known = found.get(userClass.name);
      if (known !== undefined && known.userClass !== userClass) throw duplicate(userClass.name, known.file, file);
      found.set(userClass.name, { userClass, file });
    }
  }
  await sleep(1); // what a file has left to fail on its own fails before the run begins
  if (found.size === 0) throw noUserClass(files);
  const userClasses = new Map([...found].map(([name, { userClass }]) => [name, userClass]));
  return { files, userClasses, shapes };
}

let isPrepared = false;

function prepareLoader(): void {
  if (isPrepared) return;
  isPrepared = true;
  registerCommonJs();
  registerModules();
  process.setSourceMapsEnabled(true);
  register(new URL('./resolve-tsloc.js', import.meta.url), {
    data: { url: new URL('../index.js', import.meta.url).href },
  });
  offerToCommonJs(fileURLToPath(new URL('../index.js', import.meta.url)));
}

/** The same for files that Node takes for CommonJS, as it does with .ts in a folder without a package.json. */
function offerToCommonJs(path: string): void {
  const loader = Module as unknown as {
    _cache: Record<string, Module>;
    _resolveFilename(request: string, ...rest: unknown[]): string;
  };
  const loaded = new Module(path);
  Object.assign(loaded, { exports: tsloc, filename: path, loaded: true });
  loader._cache[path] = loaded;
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (request, ...rest) => (request === 'tsloc' ? path : resolve.call(loader, request, ...rest));
}

async function exportsOf(file: string): Promise<FileExports> {
  try {
    return (await import(pathToFileURL(file).href)) as FileExports;
  } catch (thrown) {
    throw describeLoadError(file, thrown);
  }
}

function noUserClass(files: readonly string[]): TslocError {
  const hint = 'Write `export class … extends HttpUser`, with @task before at least one method.';
  return new TslocError('NO_USER_CLASS', `Expected an exported user class in ${files.join(', ')}, found none.`, {
    hint,
  });
}

function duplicate(name: string, first: string, second: string): TslocError {
  const hint = 'Rename one of them, or load one file only.';
  return new TslocError(
    'DUPLICATE_USER',
    `Duplicate user class names: ${name} is defined in both ${first} and ${second}`,
    { hint },
  );
}

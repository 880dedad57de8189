/** Loads users' TypeScript: compiled, types unchecked, `tsloc` meaning this copy. */
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readTargets } from '../../analysis/targets/read-target.js';
import type { Target } from '../../analysis/targets/target.js';
import type { UserClass } from '../../user/classes/check.js';
import { TslocError } from '../../util/error.js';
import { sleep } from '../../util/loop/clock.js';
import { compiledUrls, importCompiled } from '../compiler/load-compiled.js';
import { type FileExports, type ShapeClass, shapesIn, targetsIn, userClassesIn } from './exports.js';
import { describeLoadError } from './load-error.js';

/** What the files export. */
export interface Loaded {
  readonly files: readonly string[];
  /** The classes that may run, by name, in the order of files: of a scenario, its own. */
  readonly userClasses: ReadonlyMap<string, UserClass>;
  /** Every class, also those that a scenario leaves out. */
  readonly allClasses: readonly UserClass[];
  /** In the order of files; a run follows the first one. */
  readonly shapes: readonly ShapeClass[];
  /** In the order of files. */
  readonly targets: readonly Target[];
}

/**
 * Loads every file. Compiled files are kept in the folder `cache`; null keeps none.
 * @throws {TslocError} `LOCUSTFILE_BROKEN`, `DUPLICATE_USER`, `DUPLICATE_SHAPE`, `NO_USER_CLASS`, errors of decorators
 */
export async function loadFiles(files: readonly string[], cache: string | null = null): Promise<Loaded> {
  const urls = await compiledUrls(files, cache);
  const userClasses = new Registry<UserClass>(duplicateUser);
  const shapes = new Registry<ShapeClass>(duplicateShape);
  const targets: Target[] = [];
  for (const [i, file] of files.entries()) {
    const exports = await exportsOf(file, urls?.[i] ?? null);
    const exported = targetsIn(exports);
    if (exported !== undefined) targets.push(...readTargets(exported, `targets of ${basename(file)}`));
    for (const shape of shapesIn(exports)) shapes.add(shape, file);
    for (const userClass of userClassesIn(exports)) userClasses.add(userClass, file);
  }
  await sleep(1); // a rejection that a file leaves unhandled ends the command before the run begins
  const { byName } = userClasses;
  if (byName.size === 0) throw noUserClass(files);
  const allClasses = [...byName.values()];
  return { files, userClasses: byName, allClasses, shapes: [...shapes.byName.values()], targets };
}

/** Imports a script, compiled like a locustfile. */
export async function importScript(url: string, cache: string | null = null): Promise<FileExports> {
  const file = fileURLToPath(url);
  const [compiled = null] = (await compiledUrls([file], cache)) ?? [];
  return importFile(file, compiled);
}

let current = 'the locustfile';

/** The file that is being loaded, for errors that no promise carries. */
export function getLoadingFile(): string {
  return current;
}

/** Classes by name; another class of the same name is refused. */
class Registry<C extends { readonly name: string }> {
  readonly byName = new Map<string, C>();
  readonly #files = new Map<string, string>();
  readonly #duplicate: (name: string, first: string, second: string) => TslocError;

  constructor(duplicate: (name: string, first: string, second: string) => TslocError) {
    this.#duplicate = duplicate;
  }

  add(added: C, file: string): void {
    const known = this.byName.get(added.name);
    if (known !== undefined && known !== added)
      throw this.#duplicate(added.name, this.#files.get(added.name) as string, file);
    this.byName.set(added.name, added);
    this.#files.set(added.name, file);
  }
}

async function exportsOf(file: string, compiled: string | null): Promise<FileExports> {
  current = file;
  try {
    return await importFile(file, compiled);
  } catch (thrown) {
    throw describeLoadError(file, thrown);
  }
}

/** `compiled` is the URL of the compiled module, if there is one. */
async function importFile(file: string, compiled: string | null): Promise<FileExports> {
  const exports = compiled === null ? null : await importCompiled(compiled);
  if (exports !== null) return exports;
  const { prepareTsx } = await import('./tsx-loader.js');
  prepareTsx(file);
  return (await import(pathToFileURL(file).href)) as FileExports;
}

function noUserClass(files: readonly string[]): TslocError {
  const hint = 'Write `export class … extends HttpUser`, with @task before at least one method.';
  return new TslocError('NO_USER_CLASS', `Expected an exported user class in ${files.join(', ')}, found none.`, {
    hint,
  });
}

const renameHint = { hint: 'Rename one of them, or load one file only.' };

function duplicateUser(name: string, first: string, second: string): TslocError {
  const message = `Duplicate user class names: ${name} is defined in both ${first} and ${second}`;
  return new TslocError('DUPLICATE_USER', message, renameHint);
}

function duplicateShape(name: string, first: string, second: string): TslocError {
  const message = `Duplicate shape classes: ${name} is defined in both ${first} and ${second}`;
  return new TslocError('DUPLICATE_SHAPE', message, renameHint);
}

/** Loads users' TypeScript: compiled by tsx, types unchecked, `tsloc` meaning this copy. */
import Module, { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { register as registerCommonJs } from 'tsx/cjs/api';
import { register as registerModules } from 'tsx/esm/api';
import * as tsloc from '../index.js';
import type { UserClass } from '../user/check.js';
import { TslocError } from '../util/error.js';
import { sleep } from '../util/loop/clock.js';
import { type FileExports, type ShapeClass, shapesIn, userClassesIn } from './exports.js';
import { findTsconfig } from './find-tsconfig.js';
import { describeLoadError } from './load-error.js';
import { type ResolverData, resolveTsloc } from './resolve-tsloc.js';

/** What the files export. */
export interface Loaded {
  readonly files: readonly string[];
  /** By name, in the order of files. */
  readonly userClasses: ReadonlyMap<string, UserClass>;
  /** In the order of files; a run follows the first one. */
  readonly shapes: readonly ShapeClass[];
}

/**
 * Loads every file.
 * @throws {TslocError} `LOCUSTFILE_BROKEN`, `DUPLICATE_USER`, `DUPLICATE_SHAPE`, `NO_USER_CLASS`, errors of decorators
 */
export async function loadFiles(files: readonly string[]): Promise<Loaded> {
  const userClasses = new Registry<UserClass>(duplicateUser);
  const shapes = new Registry<ShapeClass>(duplicateShape);
  for (const file of files) {
    const exports = await exportsOf(file);
    for (const shape of shapesIn(exports)) shapes.add(shape, file);
    for (const userClass of userClassesIn(exports)) userClasses.add(userClass, file);
  }
  await sleep(1); // a rejection that a file leaves unhandled ends the command before the run begins
  if (userClasses.byName.size === 0) throw noUserClass(files);
  return { files, userClasses: userClasses.byName, shapes: [...shapes.byName.values()] };
}

/** Imports a script, compiled like a locustfile. */
export function importScript(url: string): Promise<FileExports> {
  prepareLoader(fileURLToPath(url));
  return import(url) as Promise<FileExports>;
}

let current = 'the locustfile';

/** The file that is being loaded, for errors that no promise carries. */
export function loadingFile(): string {
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

let isPrepared = false;

/** The compiler's settings are those of the first file that is loaded. */
function prepareLoader(file: string): void {
  if (isPrepared) return;
  isPrepared = true;
  const tsconfig = findTsconfig(file);
  if (tsconfig === null) registerCommonJs();
  else withVariable('TSX_TSCONFIG_PATH', tsconfig, registerCommonJs);
  registerModules(tsconfig === null ? {} : { tsconfig });
  process.setSourceMapsEnabled(true);
  const { port1, port2 } = new MessageChannel();
  endCompilers(port1);
  const data: ResolverData = { url: new URL('../index.js', import.meta.url).href, port: port2 };
  register(new URL('./resolve-tsloc.js', import.meta.url), { data, transferList: [port2] });
  offerToCommonJs(fileURLToPath(new URL('../index.js', import.meta.url)));
}

/** Otherwise, compiler processes would end slightly later than this one. */
function endCompilers(port: MessagePort): void {
  const pids: number[] = [];
  port.on('message', (pid: number) => pids.push(pid));
  port.unref();
  process.on('exit', () => {
    for (const pid of pids) endProcess(pid);
  });
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended already
  }
}

/** tsx's CommonJS hook reads its settings from a variable only. */
function withVariable(name: string, value: string, call: () => unknown): void {
  const before = process.env[name];
  process.env[name] = value;
  call();
  if (before === undefined) delete process.env[name];
  else process.env[name] = before;
}

/** The same for files that Node treats as CommonJS, as it does with .ts in a folder without a package.json. */
function offerToCommonJs(path: string): void {
  const loader = Module as unknown as {
    _cache: Record<string, Module>;
    _resolveFilename(request: string, ...rest: unknown[]): string;
  };
  const loaded = new Module(path);
  Object.assign(loaded, { exports: tsloc, filename: path, loaded: true });
  loader._cache[path] = loaded;
  const resolve = loader._resolveFilename;
  const entry = pathToFileURL(path).href;
  loader._resolveFilename = (request, ...rest) => {
    const url = resolveTsloc(request, entry);
    return url === null ? resolve.call(loader, request, ...rest) : fileURLToPath(url);
  };
}

async function exportsOf(file: string): Promise<FileExports> {
  current = file;
  try {
    return await importScript(pathToFileURL(file).href);
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

const renameHint = { hint: 'Rename one of them, or load one file only.' };

function duplicateUser(name: string, first: string, second: string): TslocError {
  const message = `Duplicate user class names: ${name} is defined in both ${first} and ${second}`;
  return new TslocError('DUPLICATE_USER', message, renameHint);
}

function duplicateShape(name: string, first: string, second: string): TslocError {
  const message = `Duplicate shape classes: ${name} is defined in both ${first} and ${second}`;
  return new TslocError('DUPLICATE_SHAPE', message, renameHint);
}

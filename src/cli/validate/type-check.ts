/** Type-checks locustfiles with the TypeScript of their own project. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '../../util/files/folder.js';
import { readTsconfig, type Tsconfig } from '../loading/find-tsconfig.js';

/** The message of the compiler. */
export interface TypeCheck {
  readonly status: 'passed' | 'failed' | 'skipped';
  /** The compiler's messages, or why it was not run. */
  readonly text: string;
}

/** Settings of files that no tsconfig.json applies to. */
const defaultOptions = {
  target: 'es2022',
  module: 'nodenext',
  lib: ['es2022', 'esnext.disposable', 'dom'],
  strict: true,
  skipLibCheck: true,
};

/**
 * Runs `tsc --noEmit` for these files alone, with the settings of the tsconfig.json that applies to the first TypeScript file.
 * JavaScript files are left out, unless the settings have `allowJs`.
 */
export function checkTypes(all: readonly string[], folder: string): TypeCheck {
  const first = all.find(isTypeScript) ?? (all[0] as string);
  const tsconfig = readTsconfig(first);
  const { allowJs = false } = tsconfig?.config.compilerOptions ?? {}; // also true with checkJs
  const files = all.filter((file) => allowJs || isTypeScript(file));
  if (files.length === 0) return { status: 'skipped', text: 'There is no TypeScript file.' };
  const compiler = findCompiler(first);
  if (compiler === null) return { status: 'skipped', text: 'TypeScript is not installed in this project.' };
  const temporary = mkdtempSync(join(tmpdir(), 'tsloc-types-'));
  try {
    const project = linkPackages(temporary, first);
    const path = join(project, 'tsconfig.json');
    writeFileSync(path, JSON.stringify(createProject(project, files, first, tsconfig)));
    const args = [compiler, '--noEmit', '--pretty', 'false', '-p', path];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    return { status: status === 0 ? 'passed' : 'failed', text: (stdout + stderr).trim() };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function isTypeScript(file: string): boolean {
  return /\.([mc]?ts|tsx)$/.test(file);
}

/** TypeScript 7 exports its package.json, but not its command. */
function findCompiler(file: string): string | null {
  try {
    return join(dirname(createRequire(file).resolve('typescript/package.json')), 'bin/tsc');
  } catch {
    return null;
  }
}

/**
 * A project in `folder`, which reports what the compiler reports in the project of the files. It writes nothing there, and
 * contains the files alone, whatever that one includes.
 */
function createProject(folder: string, files: readonly string[], first: string, tsconfig: Tsconfig | null): object {
  const base = dirname(tsconfig?.path ?? first);
  const given = tsconfig?.config.compilerOptions ?? {};
  const own = {
    noEmit: true,
    emitDeclarationOnly: false,
    skipLibCheck: true,
    // What belongs to composite and incremental projects is an error without them.
    composite: false,
    ...(given.composite === true ? { declaration: true } : {}),
    incremental: true,
    tsBuildInfoFile: join(folder, 'tsconfig.tsbuildinfo'),
    rootDir: '/',
    typeRoots: given.typeRoots?.map((root) => resolve(base, root)),
    types: given.types?.map((name) => (name.startsWith('.') ? resolve(base, name) : name)),
    ...runningCopy(first, tsconfig),
  };
  return {
    ...(tsconfig === null ? {} : { extends: tsconfig.path }),
    files,
    include: [],
    references: [],
    compilerOptions: tsconfig === null ? { ...defaultOptions, ...own } : own,
  };
}

/**
 * Returns a folder below `folder` from which the compiler finds the packages that are installed for a file: it looks for
 * @types, and for what `types` names, from the folder of its configuration upward.
 */
function linkPackages(folder: string, file: string): string {
  const installed = foldersAbove(dirname(file)).map((above) => join(above, 'node_modules'));
  return installed.filter(existsSync).reduceRight((outer, packages) => {
    symlinkSync(packages, join(outer, 'node_modules'), 'junction');
    const inner = join(outer, 'inner');
    makeFolder(inner);
    return inner;
  }, folder);
}

/**
 * The types of the running copy, as at run time, where the project has no tsloc of its own; with the project's aliases,
 * which these would replace.
 */
function runningCopy(file: string, tsconfig: Tsconfig | null): { readonly paths?: Readonly<Record<string, string[]>> } {
  if (foldersAbove(dirname(file)).some((folder) => existsSync(join(folder, 'node_modules/tsloc')))) return {};
  const library = fileURLToPath(new URL('../../', import.meta.url));
  const { baseUrl, paths = {} } = tsconfig?.config.compilerOptions ?? {};
  const base = resolve(dirname(tsconfig?.path ?? file), baseUrl ?? '.');
  const known = Object.entries(paths).map(([name, places]) => [name, places.map((place) => resolve(base, place))]);
  return {
    paths: {
      tsloc: [join(library, 'index.d.ts')],
      'tsloc/vitest': [join(library, 'vitest.d.ts')],
      'tsloc/users/*': [join(library, 'users/*.d.ts')],
      ...Object.fromEntries(known),
    },
  };
}

function foldersAbove(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}

/** The files that `tsloc init` writes and changes in a project. Nothing that exists is overwritten. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseTsconfig } from 'get-tsconfig';
import { TslocError } from '../../util/error.js';

/** One file to write, or a note for the reader. */
export interface PlanStep {
  readonly file: string;
  /** The whole new text; null where nothing is written. */
  readonly text: string | null;
  /** What is done, or must be done by hand. */
  readonly what: string;
  /** The script that starts tsloc, where the step is about scripts. */
  readonly script?: string;
}

const locustfiles = ['locustfile.ts', 'locustfile.mts', 'locustfile.js', 'locustfile.mjs', 'locustfile.cjs'];

const firstTest = `import { between, HttpUser, task } from 'tsloc';

export class Visitor extends HttpUser {
  static override host = 'http://127.0.0.1:8000'; // or: npx tsloc --host …
  static override waitTime = between(1, 5); // seconds

  @task
  async home() {
    await this.client.get('/');
  }
}
`;

/** Settings of a project without any. */
const newOptions = {
  ...{ target: 'es2022', lib: ['es2022', 'esnext.disposable', 'dom'], module: 'nodenext' },
  ...{ strict: true, skipLibCheck: true, noEmit: true },
};

/** The steps for the project in `folder`. @throws {TslocError} `BAD_PROJECT` for a package.json that is not JSON */
export function planProject(folder: string, version: string): PlanStep[] {
  return [planTest(folder), planPackage(folder, version), planTsconfig(folder)];
}

function planTest(folder: string): PlanStep {
  const known = locustfiles.find((name) => existsSync(join(folder, name)));
  if (known !== undefined) return { file: known, text: null, what: 'exists: unchanged' };
  return { file: 'locustfile.ts', text: firstTest, what: 'a first test' };
}

function planPackage(folder: string, version: string): PlanStep {
  const file = 'package.json';
  const path = join(folder, file);
  const old = existsSync(path) ? readFileSync(path, 'utf8') : null;
  const known = old === null ? { name: packageName(folder), private: true, type: 'module' } : parsePackage(old);
  const { scripts = {}, dependencies = {}, devDependencies = {} } = known as Record<string, Record<string, string>>;
  const hasTsloc = 'tsloc' in dependencies || 'tsloc' in devDependencies;
  const script = scriptName(scripts);
  const isNew = scripts[script] === undefined;
  if (!isNew && hasTsloc) return { file, text: null, what: `has a script "${script}": unchanged`, script };
  const changed = {
    ...known,
    scripts: { ...scripts, [script]: scripts[script] ?? 'tsloc' },
    ...(hasTsloc ? {} : { devDependencies: { ...devDependencies, tsloc: `^${version}` } }),
  };
  return {
    file,
    text: `${JSON.stringify(changed, null, indentOf(old))}\n`,
    what: [
      ...(isNew ? [`script "${script}"`] : []),
      ...(hasTsloc ? [] : ['tsloc in devDependencies']),
      ...(script === 'load' ? [] : ['the script "load" is another: unchanged']),
    ].join(', '),
    script,
  };
}

/** Of the script that starts tsloc: the first one that is free, or does so already. */
function scriptName(scripts: Readonly<Record<string, string>>): string {
  const names = ['load', 'load-test', ...Array.from({ length: 9 }, (_, i) => `load-test-${i + 2}`)];
  return names.find((name) => /\btsloc\b/.test(scripts[name] ?? 'tsloc')) ?? 'tsloc';
}

function planTsconfig(folder: string): PlanStep {
  const file = 'tsconfig.json';
  const path = join(folder, file);
  if (!existsSync(path)) {
    const text = `${JSON.stringify({ compilerOptions: newOptions }, null, 2)}\n`;
    return { file, text, what: 'settings for type checks' };
  }
  const needed = neededOptions(path);
  const names = Object.keys(needed);
  if (names.length === 0) return { file, text: null, what: 'needs no change' };
  const old = readFileSync(path, 'utf8');
  const known = parseJson(old) as { compilerOptions?: object } | undefined;
  const own = known?.compilerOptions ?? {};
  // With comments, it cannot be rewritten without losing them.
  if (known === undefined || names.some((name) => name in own))
    return { file, text: null, what: `unchanged: make sure that it has ${JSON.stringify(needed)}` };
  const changed = { ...known, compilerOptions: { ...own, ...needed } };
  const text = `${JSON.stringify(changed, null, indentOf(old))}\n`;
  return { file, text, what: `compilerOptions: ${names.join(', ')}` };
}

/**
 * Settings without which TypeScript 5 does not look into node_modules, or rejects private members of classes there; in view of
 * a base. More would change how the rest of the project is compiled.
 */
function neededOptions(tsconfig: string): object {
  try {
    const { moduleResolution, target, skipLibCheck } = parseTsconfig(tsconfig).compilerOptions ?? {};
    const isOld = target === undefined || /^es[35]$/i.test(target);
    return {
      ...(moduleResolution === 'classic' ? { moduleResolution: 'bundler' } : {}),
      ...(isOld && skipLibCheck !== true ? { skipLibCheck: true } : {}),
    };
  } catch {
    return {}; // the compiler reports what is wrong with it
  }
}

function parsePackage(text: string): object {
  const found = parseJson(text.replace(/^\uFEFF/, ''));
  if (!isPlainObject(found)) throw badPackage('package.json');
  const parts = ['scripts', 'dependencies', 'devDependencies'];
  const wrong = parts.find((key) => found[key] !== undefined && !isPlainObject(found[key]));
  if (wrong !== undefined) throw badPackage(`${wrong} in package.json`);
  return found;
}

function badPackage(what: string): TslocError {
  return new TslocError('BAD_PROJECT', `Expected ${what} to be a JSON object.`);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function indentOf(text: string | null): string {
  return /^[{[]\r?\n([ \t]+)/.exec(text ?? '')?.[1] ?? '  ';
}

function packageName(folder: string): string {
  return (
    basename(folder)
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[._-]+/, '') || 'load-tests'
  );
}

/** The files that `tsloc init` writes and changes in a project. Nothing that exists is overwritten. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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
  static host = 'http://127.0.0.1:8000'; // or: npx tsloc --host …
  static waitTime = between(1, 5); // seconds

  @task
  async home() {
    await this.client.get('/');
  }
}
`;

/** Settings that a locustfile needs where they are missing. */
const compilerOptions = { target: 'es2022', lib: ['es2022', 'esnext.disposable', 'dom'] };

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
    const created = {
      compilerOptions: { ...compilerOptions, module: 'nodenext', strict: true, skipLibCheck: true, noEmit: true },
    };
    return { file, text: `${JSON.stringify(created, null, 2)}\n`, what: 'settings for type checks' };
  }
  const old = readFileSync(path, 'utf8');
  const known = parseJson(old) as { compilerOptions?: object } | undefined;
  const missing = Object.entries(compilerOptions).filter(([key]) => !(key in (known?.compilerOptions ?? {})));
  if (known !== undefined && missing.length === 0) return { file, text: null, what: 'has target and lib: unchanged' };
  // With comments, it cannot be rewritten without losing them.
  if (known === undefined)
    return { file, text: null, what: `has comments: make sure that it has ${JSON.stringify(compilerOptions)}` };
  const changed = { ...known, compilerOptions: { ...known.compilerOptions, ...Object.fromEntries(missing) } };
  const names = missing.map(([key]) => key).join(', ');
  return { file, text: `${JSON.stringify(changed, null, indentOf(old))}\n`, what: `compilerOptions: ${names}` };
}

function parsePackage(text: string): object {
  const found = parseJson(text);
  if (typeof found === 'object' && found !== null) return found;
  throw new TslocError('BAD_PROJECT', 'Expected package.json to be a JSON object.');
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

/** Installs the packed tarball into each kind of project and runs a test there, in the folder that is the argument. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = resolve(process.argv[2] ?? '');
if (process.argv[2] === undefined) throw new Error('Expected the path of a folder for the projects.');
mkdirSync(work, { recursive: true });
const npmOptions = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
const maxPackages = 40;
const maxMegabytes = 30;
const patienceMs = 120_000;

interface Output {
  readonly code: number | null;
  readonly text: string;
}

function execute(command: string, args: readonly string[], cwd: string): Output {
  const { HOME, PATH, npm_config_registry: registry } = process.env;
  // Nothing of the repository's own environment, such as npm's variables, reaches the projects.
  const env = {
    HOME,
    PATH,
    TSLOC_COMPILE_CACHE: join(work, 'cache'),
    ...(registry && { npm_config_registry: registry }),
  };
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    timeout: patienceMs,
  });
  return { code: status, text: `${stdout}${stderr}${error?.message ?? ''}` };
}

function require(output: Output, what: string): void {
  if (output.code !== 0) throw new Error(`${what}: exit code ${output.code}\n${output.text}`);
}

function createProject(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(work, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const users = (base = "import { HttpUser as Base, task } from 'tsloc';") => `${base}
import { constant } from 'tsloc';
export class Visitor extends Base {
  static override waitTime = constant(0.05);
  @task async search(): Promise<void> { await this.client.get('/health'); }
}
`;
const json = (value: object) => `${JSON.stringify(value)}\n`;
const aliasUsers = users("import { Base, task } from '@lib/base';");
const aliasBase =
  "export { task } from 'tsloc';\nimport { HttpUser } from 'tsloc';\nexport abstract class Base extends HttpUser { static override abstract = true; }\n";
const settings = (options: object) => json({ compilerOptions: { target: 'es2022', module: 'nodenext', ...options } });

/** Projects of one package. `npm install` gives all of them the same files: it is done in the first one. */
const projects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'an ESM project': { 'package.json': json({ type: 'module' }), 'users.ts': users() },
  'a CommonJS project': { 'package.json': json({ type: 'commonjs' }), 'users.ts': users() },
  'path aliases': {
    'package.json': json({ type: 'module' }),
    'tsconfig.json': settings({ paths: { '@lib/*': ['./lib/*'] } }),
    'lib/base.ts': aliasBase,
    'users.ts': aliasUsers,
  },
  'experimentalDecorators on': {
    'package.json': json({ type: 'module' }),
    'tsconfig.json': settings({ experimentalDecorators: true, emitDecoratorMetadata: true }),
    'users.ts': users(),
  },
  'experimentalDecorators off': {
    'package.json': json({ type: 'module' }),
    'tsconfig.json': settings({ experimentalDecorators: false }),
    'users.ts': users(),
  },
};

function install(folder: string, tarball: string, ...more: string[]): void {
  require(execute('npm', ['install', ...npmOptions, ...more, tarball], folder), `npm install in ${folder}`);
}

/** Runs the test by `command`, which stands for `tsloc`, and expects requests without failures. */
function runTest(command: readonly [string, ...string[]], folder: string, host: string): void {
  const [program, ...first] = command;
  const args = ['-f', 'users.ts', '--headless', '-u', '3', '-r', '10', '-t', '1s', '-H', host, '--csv', 'out'];
  const output = execute(program, [...first, ...args], folder);
  require(output, `${command.join(' ')} in ${folder}`);
  const row = readFileSync(join(folder, 'out_stats.csv'), 'utf8')
    .split('\n')
    .find((line) => line.includes('Aggregated'));
  if (!(Number(row?.split(',')[2]) >= 3))
    throw new Error(`Expected at least 3 requests in ${folder}, got ${row}\n${output.text}`);
}

const localBin = (folder: string) => join(folder, 'node_modules/.bin/tsloc');

function checkSize(folder: string): string {
  const lock = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8')) as {
    packages: object;
  };
  const packages = Object.keys(lock.packages).length;
  const modules = join(folder, 'node_modules');
  const files = readdirSync(modules, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  // The installation of esbuild adds a second name of its program.
  const sizes = new Map(
    files.map((entry) => statSync(join(entry.parentPath, entry.name))).map(({ ino, size }) => [ino, size]),
  );
  const megabytes = [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1e6;
  const summary = `${packages} packages, ${megabytes.toFixed(1)} MB`;
  if (packages > maxPackages || megabytes > maxMegabytes)
    throw new Error(`Expected at most ${maxPackages} packages and ${maxMegabytes} MB, got ${summary}.`);
  return summary;
}

function inWorkspace(tarball: string, host: string): null {
  const folder = createProject('workspaces', {
    'package.json': json({ private: true, workspaces: ['packages/*'] }),
    'packages/load/package.json': json({
      name: 'load',
      version: '1.0.0',
      type: 'module',
      dependencies: { shared: '*' },
    }),
    'packages/load/users.ts': users("import { task } from 'tsloc';\nimport { Base } from 'shared';"),
    'packages/shared/package.json': json({ name: 'shared', version: '1.0.0', type: 'module', exports: './base.ts' }),
    'packages/shared/base.ts':
      "import { HttpUser } from 'tsloc';\nexport abstract class Base extends HttpUser { static override abstract = true; }\n",
  });
  install(folder, tarball, '--workspace=load');
  runTest([localBin(folder)], join(folder, 'packages/load'), host);
  return null;
}

/** Returns why it cannot be tried, or null. */
function withPnpm(tarball: string, host: string): string | null {
  const pnpm = ['exec', '--yes', '--package=pnpm@10', '--', 'pnpm'];
  if (execute('npm', [...pnpm, '--version'], work).code !== 0) return 'pnpm cannot be had here';
  const folder = createProject('pnpm', { 'package.json': json({ type: 'module' }), 'users.ts': users() });
  require(execute('npm', [...pnpm, 'add', tarball], folder), 'pnpm add');
  runTest([localBin(folder)], folder, host);
  return null;
}

function globalAndLocal(tarball: string, host: string): null {
  const files = { 'package.json': json({ type: 'module' }), 'users.ts': users() };
  const folder = createProject('global and local', files);
  const prefix = join(work, 'global');
  mkdirSync(prefix);
  install(folder, tarball);
  install(work, tarball, '--global', '--prefix', prefix);
  runTest([join(prefix, 'bin/tsloc')], folder, host);
  runTest([localBin(folder)], folder, host);
  return null;
}

function withNothingInstalled(tarball: string, host: string): null {
  const folder = createProject('nothing', { 'users.ts': users() });
  runTest(['npm', 'exec', '--yes', ...npmOptions, `--package=${tarball}`, '--', 'tsloc'], folder, host);
  return null;
}

/** The compiler of TypeScript 5 is JavaScript, that of 7 a program: `tsloc validate` runs each, and both accept our types. */
function withTypeScript(version: string, tarball: string, host: string): null {
  const folder = createProject(`TypeScript ${version}`, {
    'package.json': json({ type: 'module' }),
    'tsconfig.json': settings({ strict: true, skipLibCheck: false }),
    'users.ts': users(),
  });
  install(folder, tarball, '--save-dev', `typescript@${version}`);
  const output = execute(localBin(folder), ['validate', '-f', 'users.ts', '-H', host], folder);
  require(output, `tsloc validate in ${folder}`);
  if (!output.text.startsWith('types: passed')) throw new Error(`Expected types that pass, got ${output.text}`);
  return null;
}

function pack(): string {
  const { code, text } = execute('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', work], root);
  require({ code, text }, 'npm pack');
  return join(work, text.trim().split('\n').at(-1) as string);
}

async function main(): Promise<void> {
  if (execute('npm', ['ping', '--fetch-retries=1', '--fetch-timeout=10000', '--loglevel=error'], work).code !== 0) {
    console.log('The npm registry cannot be reached: tsloc is not installed into other projects.');
    return;
  }
  const tarball = pack();
  const service = spawn(process.execPath, [join(root, 'bin/tsloc.js'), 'demo', '--serve-only', '--port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const [line] = (await once(service.stderr, 'data')) as [Buffer];
    const host = /http:\S+/.exec(line.toString())?.[0];
    if (host === undefined) throw new Error(`Expected the URL of the sample service, got ${line}`);
    tryEach(tarball, host);
  } finally {
    service.kill();
  }
}

function tryEach(tarball: string, host: string): void {
  const report = (name: string, attempt: () => string | null) => {
    const startedAt = performance.now();
    const note = attempt();
    console.log(`${name}: ${note ?? 'passed'} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  };
  const first = join(work, Object.keys(projects)[0] as string);
  for (const [name, files] of Object.entries(projects))
    report(name, () => {
      const folder = createProject(name, files);
      if (folder === first) install(folder, tarball);
      else
        cpSync(join(first, 'node_modules'), join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true });
      runTest([localBin(folder)], folder, host);
      return folder === first ? `passed, ${checkSize(folder)}` : null;
    });
  report('npm workspaces', () => inWorkspace(tarball, host));
  report('pnpm', () => withPnpm(tarball, host));
  for (const version of ['5.9', '7']) report(`TypeScript ${version}`, () => withTypeScript(version, tarball, host));
  report('a global and a local copy', () => globalAndLocal(tarball, host));
  report('npx with nothing installed', () => withNothingInstalled(tarball, host));
}

await main();

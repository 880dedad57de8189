/**
 * A Vite plugin: a test run compiles src/ once, and Node loads the modules itself. Vite would take most of a minute to
 * load them one by one into each worker. In watch mode it does nothing.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Plugin, ResolvedConfig } from 'vite';

const root = join(import.meta.dirname, '../../..');
const source = join(root, 'src');

/** Beside src/: a path relative to `import.meta.url` leads to the same file from both. */
export const compiledFolder = join(root, '.compiled');

/** Modules that Vite loads: those of the page need its settings for JSX. */
const page = join(source, 'web/page/');

export function compiledSource(): Plugin {
  let config: ResolvedConfig;
  const isWatching = () => config.server.watch !== null; // Vitest sets it after this plugin gets the configuration
  return {
    name: 'tsloc:compiled-source',
    enforce: 'pre',
    configResolved(resolved) {
      config = resolved;
    },
    async buildStart() {
      if (!isWatching()) await compileSource();
    },
    resolveId(id, importer) {
      if (isWatching() || importer === undefined) return null;
      if (id === 'tsloc') return join(compiledFolder, 'index.js');
      return id.startsWith('.') ? compiledPathOf(resolve(dirname(importer), id)) : null;
    },
  };
}

/** The compiled file of a module of src/; null for other files. */
function compiledPathOf(path: string): string | null {
  if (!path.startsWith(join(source, '/')) || path.startsWith(page)) return null;
  return join(compiledFolder, path.slice(source.length).replace(/\.ts$/, '.js'));
}

async function compileSource(): Promise<void> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).map((name) => join(source, name));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: files.filter((path) => path.endsWith('.ts') && !path.startsWith(page)),
    outbase: source,
    outdir: compiledFolder,
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    write: false,
  });
  for (const { path, text } of outputFiles) writeIfChanged(path, text);
}

/** Atomically: another test run may load the file at this moment. */
function writeIfChanged(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}

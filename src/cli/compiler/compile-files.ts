/** Compiles files and what they import to ECMAScript modules, one each, or returns null if tsx must load them. */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { build as Build, Plugin } from '../../util/esbuild.js';
import type { Tsconfig } from '../loading/find-tsconfig.js';
import { resolveTsloc } from '../loading/resolve-tsloc.js';
import { needsNodeLoader } from './needs-node-loader.js';

/** One file of a user's, compiled. */
export interface CompiledModule {
  /** The source file. */
  readonly path: string;
  /** Hash of the source. */
  readonly hash: string;
  readonly text: string;
}

/** All files that a test consists of. */
export interface CompiledFiles {
  readonly modules: readonly CompiledModule[];
  /** Folders in which imports were searched: a new file there may change their resolution. */
  readonly folders: readonly string[];
}

/** The name of the compiled module of a source file. */
export function moduleName(path: string): string {
  return `${hashOf(path).slice(0, 16)}.mjs`;
}

/** SHA-256, hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Null where modules of Node's own loader are needed: packages, path aliases, CommonJS, JSON, names that are computed; and
 * where something is wrong with the files, which tsx reports. `entry` is the URL to which `tsloc` resolves.
 */
export async function compileFiles(
  files: readonly string[],
  tsconfig: Tsconfig | null,
  entry: string,
): Promise<CompiledFiles | null> {
  const esbuild = await import('../../util/esbuild.js');
  const modules = new Map<string, Promise<CompiledModule>>();
  const folders = new Set<string>();
  const add = (path: string) => {
    if (modules.has(path)) return;
    const module = compile(path);
    module.catch(() => {}); // awaited below, maybe after another one has failed
    modules.set(path, module);
  };
  const compile = async (path: string): Promise<CompiledModule> => {
    folders.add(dirname(path));
    const plugin = rewriteImports(entry, (found, lookedIn) => {
      folders.add(lookedIn);
      add(found);
    });
    return compileFile(esbuild.build, path, tsconfig, plugin);
  };
  try {
    for (const file of files) add(realpathSync(file));
    for (const module of modules.values()) await module; // the map grows during the loop
    return { modules: await Promise.all(modules.values()), folders: [...folders].sort() };
  } catch {
    await Promise.allSettled(modules.values());
    return null;
  } finally {
    await esbuild.stop(); // otherwise its process would end slightly later than this one
  }
}

async function compileFile(
  build: typeof Build,
  path: string,
  tsconfig: Tsconfig | null,
  plugin: Plugin,
): Promise<CompiledModule> {
  const source = readFileSync(path, 'utf8');
  if (needsNodeLoader(path, source)) throw new Error(`${path} needs the loader of Node`);
  const url = pathToFileURL(path).href;
  const { outputFiles, metafile } = await build({
    entryPoints: [path],
    bundle: true,
    treeShaking: false,
    format: 'esm',
    platform: 'node',
    target: `node${process.versions.node}`,
    keepNames: true,
    minifyWhitespace: true,
    define: metaOf(path, url),
    ...(tsconfig === null ? { tsconfigRaw: {} } : { tsconfig: tsconfig.path }),
    plugins: [plugin],
    sourcemap: 'external',
    sourcesContent: false,
    outfile: 'module.mjs',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  if (Object.values(metafile.inputs).some(({ format }) => format !== 'esm')) throw new Error(`${path} is CommonJS`);
  const [map = '', code = ''] = outputFiles.map(({ text }) => text);
  return { path, hash: hashOf(source), text: code + sourceMapComment(map, url) };
}

function metaOf(path: string, url: string): Record<string, string> {
  const values = { url, filename: path, dirname: dirname(path) };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`import.meta.${name}`, JSON.stringify(value)]),
  );
}

/** Code that the compiler adds at the beginning is mapped to the beginning: stack frames in it are of this file, too. */
function sourceMapComment(map: string, url: string): string {
  const parsed = JSON.parse(map) as { mappings: string };
  const text = JSON.stringify({ ...parsed, mappings: `AAAA,${parsed.mappings}`, sources: [url] });
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(text).toString('base64')}\n`;
}

/** Imports of `tsloc` get the URL of this copy, those of files the names of their compiled modules. */
function rewriteImports(entry: string, onFile: (path: string, lookedIn: string) => void): Plugin {
  const own = {};
  return {
    name: 'tsloc',
    setup(build) {
      build.onResolve({ filter: /./ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
        if (kind === 'entry-point' || pluginData === own) return undefined;
        if (kind !== 'import-statement' && kind !== 'dynamic-import') throw new Error(`${kind} of ${path}`);
        const url = isBuiltin(path) ? path : resolveTsloc(path, entry);
        if (url !== null) return { path: url, external: true };
        if (!/^\.\.?\//.test(path)) throw new Error(`${path} is a package or an alias`);
        const found = await build.resolve(path, { kind, resolveDir, importer, pluginData: own });
        if (found.errors.length > 0 || found.suffix !== '') throw new Error(`${path} is not a file`);
        onFile(found.path, dirname(resolve(resolveDir, path)));
        return { path: `./${moduleName(found.path)}`, external: true };
      });
    },
  };
}

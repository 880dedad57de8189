/**
 * Bundles the library, the command and the packages of devDependencies that they import into a few files in
 * dist/, in place of any that the compiler wrote: hundreds of small modules take longer to load than Node to start.
 * Threads and loader hooks are files of their own. The licences of bundled packages go to dist/chunks/licences.txt.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));

const { dependencies, exports } = JSON.parse(await readFile(`${root}/package.json`, 'utf8'));

/** What the package exports, the command, and what tests import in processes of their own: all share one copy. */
const entryPoints = [
  ...Object.values(exports).flatMap((target) => {
    const name = /^\.\/dist\/([^*]*)\.js$/.exec(target.default ?? '')?.[1];
    return name === undefined ? [] : [`src/${name}.ts`];
  }),
  'src/cli/main.ts',
  'src/cli/loading/load-file.ts',
  'src/cli/run/blocked-signals.ts',
  'src/runner/watchdog/watchdog.ts',
];

/** Modules that code names by URL: threads, hooks of loaders; and the one that `tsloc -V` loads alone. */
const standalone = new Set(['src/cli/version.ts']);

/** Modules that are imported only when they are needed, such as the page. */
const later = await importedLater();

const settings = {
  absWorkingDir: root,
  outdir: 'dist',
  outbase: 'src',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]),
  // Bundled CommonJS packages call require() for modules of Node.
  banner: {
    js: "import { createRequire as createRequireHere } from 'node:module';const require=createRequireHere(import.meta.url);",
  },
  minifyWhitespace: true,
  minifySyntax: true,
  sourcemap: true,
  sourcesContent: false, // positions are enough for the frames of an error
  metafile: true,
};

await rm(`${root}/dist/chunks`, { recursive: true, force: true });
const { metafile } = await build({
  ...settings,
  entryPoints,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  plugins: [sources((path) => (later.has(path) ? importOfLoaded(path) : ''))],
});
const { metafile: others } = await build({ ...settings, entryPoints: [...standalone], plugins: [sources()] });
await removeReplaced(new Set([...Object.keys(metafile.outputs), ...Object.keys(others.outputs)]));

const packages = new Set(
  Object.keys(metafile.inputs)
    .flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [])
    .filter((name) => name.startsWith('node_modules/')),
);
await writeFile(
  `${root}/dist/chunks/licences.txt`,
  (await Promise.all([...packages].sort().map(licenceOf))).join('\n'),
);

/** Reads modules; adds to the end of each what `added` returns for its path, such as `cli/main.ts`. */
function sources(added = () => '') {
  return {
    name: 'sources',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path: file }) => {
        const path = relative(`${root}/src`, file).replaceAll('\\', '/');
        return { contents: placed(await readFile(file, 'utf8'), path) + added(path), loader: 'ts' };
      });
    },
  };
}

/** A bundled module keeps its own place: `import.meta.url` is that of its file in dist/, wherever the chunk lies. */
function placed(text, path) {
  for (const [, name] of text.matchAll(/new URL\('(\.[^']*)\.js', import\.meta\.url\)/g)) {
    const named = posix.join('src', posix.dirname(path), `${name}.ts`);
    if (named.startsWith('src/') && !entryPoints.includes(named)) standalone.add(named);
  }
  const place = JSON.stringify(path.replace(/\.ts$/, '.js'));
  const folder = "import.meta.url.replace(/\\/dist\\/(?!.*\\/dist\\/).*$/, '/dist/')";
  return text.replaceAll('import.meta.url', `new URL(${place}, ${folder}).href`);
}

/**
 * What is imported later finds the library loaded, and a part of the command finds the command loaded. Said as an import,
 * it keeps each of both in one chunk: otherwise there is one for each group of modules that the same others import.
 */
function importOfLoaded(path) {
  const loaded = path.startsWith('cli/') ? 'cli/main' : 'index';
  return `\nimport ${JSON.stringify(`${root}src/${loaded}.ts`)};`;
}

/** The paths, such as `run/run-web.ts`, of the modules that nothing but `import()` imports. */
async function importedLater() {
  const [later, atOnce] = [new Set(), new Set()];
  for (const path of await readdir(`${root}/src`, { recursive: true })) {
    if (!path.endsWith('.ts')) continue;
    const text = await readFile(`${root}/src/${path}`, 'utf8');
    const from = posix.dirname(path.replaceAll('\\', '/'));
    for (const [, isLater, name] of text.matchAll(
      /(\bimport\(|^(?:import|export) (?!type )[^;]*? from )'(\.[^']*)\.js'/gm,
    ))
      (isLater === 'import(' ? later : atOnce).add(posix.join(from, `${name}.ts`));
  }
  return new Set([...later].filter((path) => !atOnce.has(path)));
}

/** Removes the modules that the compiler wrote and nothing loads any more; their types stay. */
async function removeReplaced(written) {
  for (const path of await readdir(`${root}/dist`, { recursive: true })) {
    const name = `dist/${path.replaceAll('\\', '/')}`;
    if (/^dist\/(users|web\/page)\//.test(name) || written.has(name) || !/\.js(\.map)?$/.test(name)) continue;
    await rm(`${root}/${name}`);
  }
}

/** The licence of a package in the folder `path`, below its name: a file, or the end of its readme. */
async function licenceOf(path) {
  const files = await readdir(`${root}/${path}`);
  const file = files.find((name) => /^licen[cs]e/i.test(name)) ?? 'README.md';
  const text = await readFile(`${root}/${path}/${file}`, 'utf8');
  const start = file === 'README.md' ? text.search(/^LICENSE/m) : 0;
  if (start < 0) throw new Error(`Expected a licence in ${path}, found none.`);
  return `${path.replace(/.*node_modules\//, '')}\n\n${text.slice(start)}`;
}

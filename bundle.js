/**
 * Bundles the library and the command into a few files, in place of those that the compiler wrote to dist/: hundreds of
 * small modules take longer to load than Node to start. Threads and loader hooks stay files of their own.
 */
import { readFile, rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));

const { exports } = JSON.parse(await readFile(`${root}/package.json`, 'utf8'));

/** What the package exports, the command, and the loader of user files, which tests import: all share one copy. */
const entryPoints = [
  ...Object.values(exports).flatMap((target) => {
    const name = /^\.\/dist\/([^*]*)\.js$/.exec(target.default ?? '')?.[1];
    return name === undefined ? [] : [`src/${name}.ts`];
  }),
  'src/cli/main.ts',
  'src/cli/load-file.ts',
];

/** A bundled module keeps its own place: `import.meta.url` is that of its file in dist/, wherever the chunk lies. */
const keepPlaces = {
  name: 'keep places',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const place = relative(`${root}/src`, path).replaceAll('\\', '/').replace(/\.ts$/, '.js');
      const folder = "import.meta.url.replace(/\\/dist\\/(?!.*\\/dist\\/).*$/, '/dist/')";
      const contents = text.replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, ${folder}).href`);
      return { contents, loader: 'ts' };
    });
  },
};

await rm(`${root}/dist/chunks`, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints,
  outdir: 'dist',
  outbase: 'src',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  plugins: [keepPlaces],
});

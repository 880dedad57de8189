import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/** Everything that the page bundles; their licences ask to be told of. */
const bundled = ['preact', '@preact/signals', '@preact/signals-core', 'uplot'];

/** Puts the licences of what is bundled beside the page. */
const licences: Plugin = {
  name: 'licences',
  generateBundle() {
    const texts = bundled.map((name) => `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, 'utf8').trim()}\n`);
    this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join('\n\n') });
  },
};

/** Makes `dist/web/page/` of `src/web/page/`: one page, one script, one style sheet. */
export default defineConfig({
  root: fileURLToPath(new URL('src/web/page', import.meta.url)),
  base: './',
  publicDir: false,
  logLevel: 'warn',
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    outDir: fileURLToPath(new URL('dist/web/page', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // A strict content policy allows no data: addresses, and an HTML report finds each part in one file.
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    rollupOptions: { plugins: [licences] },
  },
});

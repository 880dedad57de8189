/** esbuild, which compiles TypeScript. This is the only file that loads it; it loads slowly, so commands import it only when needed. */
import { createRequire } from 'node:module';
import type * as Esbuild from 'esbuild';

export type { Plugin } from 'esbuild';

// `import` would search the text of this CommonJS module for its exports first: four times the CPU time.
const esbuild = createRequire(import.meta.url)('esbuild') as typeof Esbuild;

export const { build, stop, transform } = esbuild;

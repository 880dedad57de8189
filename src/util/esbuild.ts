/** The only file that loads esbuild, the TypeScript compiler. Loading takes long: commands import this file only when they need it. */
import { createRequire } from 'node:module';
import type * as Esbuild from 'esbuild';

export type { Plugin } from 'esbuild';

// esbuild is a CommonJS module: `import` would first search its text for exports, which takes four times the CPU time.
const esbuild = createRequire(import.meta.url)('esbuild') as typeof Esbuild;

export const { build, stop, transform } = esbuild;

/** The TypeScript compiler. The only file that imports esbuild; it loads slowly, so commands import it only when needed. */
export { build, type Plugin, stop, transform } from 'esbuild';

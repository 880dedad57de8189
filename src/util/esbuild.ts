/** The compiler of TypeScript. The only file that knows esbuild; it loads slowly, so commands import it only when needed. */
export { build, type Plugin, stop, transform } from 'esbuild';

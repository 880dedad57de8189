/** The compiler of TypeScript. The only file that knows esbuild; it takes a while to load, so commands import it when needed. */
export { build, type Plugin, stop, transform } from 'esbuild';

/** A plugin for Vitest 4: compiles standard decorators, which Vite 8 leaves in the code. */
import { transform } from './util/esbuild.js';

/** The part of a Vite plugin that is used; structural, so that any version of Vite accepts it. */
export interface DecoratorsPlugin {
  readonly name: string;
  readonly enforce: 'pre';
  transform(code: string, id: string): Promise<{ code: string; map: string } | null>;
}

/** Compiles TypeScript files with decorators to ES2022: `plugins: [decorators()]` in `vitest.config.ts`. */
export function decorators(): DecoratorsPlugin {
  return { name: 'tsloc:decorators', enforce: 'pre', transform: compile };
}

async function compile(code: string, id: string): Promise<{ code: string; map: string } | null> {
  const [path = ''] = id.split('?');
  const isTsx = path.endsWith('.tsx');
  if (!(isTsx || /\.[cm]?ts$/.test(path)) || !/@[\w$(]/.test(code)) return null;
  // JSX is left to the compiler of the project.
  const language = isTsx ? ({ loader: 'tsx', jsx: 'preserve' } as const) : ({ loader: 'ts' } as const);
  return transform(code, { ...language, target: 'es2022', sourcemap: 'external', sourcefile: path });
}

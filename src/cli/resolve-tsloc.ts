/** A module loader hook, run on Node's loader thread: `import 'tsloc'` resolves to the running copy from any folder. */
import type { ResolveHook } from 'node:module';

let tslocUrl = '';

/** Called once with the URL of the library's entry. */
export function initialize(data: { url: string }): void {
  tslocUrl = data.url;
}

export const resolve: ResolveHook = (specifier, context, nextResolve) => {
  if (specifier !== 'tsloc') return nextResolve(specifier, context);
  return { url: tslocUrl, format: 'module', shortCircuit: true };
};

/** A loader hook, on a thread of its own: `import 'tsloc'` means the copy that runs, wherever the file lies. */
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

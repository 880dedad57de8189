/** A module loader hook, run on Node's loader thread: `import 'tsloc'` resolves to the running copy from any folder. */
import childProcess from 'node:child_process';
import type { ResolveHook } from 'node:module';
import type { MessagePort } from 'node:worker_threads';
import { reportChildren } from './report-children.js';

/** What the main thread passes. */
export interface ResolverData {
  /** The URL of the library's entry. */
  readonly url: string;
  /** Gets the process id of each compiler that is started on this thread: the main thread ends it. */
  readonly port?: MessagePort;
}

/** The URL of `tsloc` or `tsloc/users/…` in the copy whose entry has the URL `entry`; null for other specifiers. */
export function resolveTsloc(specifier: string, entry: string): string | null {
  if (specifier === 'tsloc') return entry;
  const name = /^tsloc\/users\/([a-z-]+)$/.exec(specifier)?.[1];
  return name === undefined ? null : new URL(`./users/${name}.js`, entry).href;
}

let tslocUrl = '';

/** Called once by Node. */
export function initialize({ url, port }: ResolverData): void {
  tslocUrl = url;
  if (port !== undefined) reportChildren(childProcess, (pid) => port.postMessage(pid));
}

export const resolve: ResolveHook = (specifier, context, nextResolve) => {
  const url = resolveTsloc(specifier, tslocUrl);
  return url === null ? nextResolve(specifier, context) : { url, format: 'module', shortCircuit: true };
};

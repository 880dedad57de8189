/** The environment variables by which a child of `--processes` knows its role. */
import type { Variables } from '../options/environment-variables.js';

const variable = 'TSLOC_CHILD_OF';

/** `ipc`: the parent is its master, over the channel between them. `tcp`: the master is elsewhere. */
export type ChildKind = 'ipc' | 'tcp';

/** The variables of a child. */
export function childVariables(env: Variables, kind: ChildKind): Record<string, string | undefined> {
  return { ...env, [variable]: kind };
}

/** null for a process that a user has started. Processes that a test starts itself do not count as children. */
export function takeChildKind(env: Record<string, string | undefined>): ChildKind | null {
  const kind = env[variable];
  delete env[variable];
  return kind === 'ipc' || kind === 'tcp' ? kind : null;
}

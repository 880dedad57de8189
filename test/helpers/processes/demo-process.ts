/** The sample service in a separate process, as `tsloc demo` starts it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../files/source-files.js';

export interface DemoProcess {
  readonly url: string;
  /** What the service itself counted, by `METHOD route`. */
  counts(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

export async function startDemoProcess(...flags: string[]): Promise<DemoProcess> {
  const child = fork(join(root, 'bin/tsloc.js'), ['demo', '--serve-only', '--port', '0', ...flags]);
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    counts: async () => (await (await fetch(`${url}/__counts`)).json()) as Record<string, number>,
    stop: async () => {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

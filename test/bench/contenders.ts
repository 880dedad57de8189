/** The contenders, each a separate process. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { peers } from './peers.js';

/** A program that sends requests as fast as its core allows. */
export interface Contender {
  readonly name: string;
  /** Node without it. */
  readonly program?: string;
  /** Arguments of the program, which ends by itself after `lifetime` seconds at the latest. */
  command(url: string, connections: number, lifetime: number): string[];
  /** How to install it; only for programs that may be missing. */
  readonly install?: string;
}

const own = {
  http: tsloc('HttpUser', 'HttpUser', 'get'),
  fast: tsloc('FastHttpUser', 'FastHttpUser', 'get'),
  httpPost: tsloc('HttpUser, POST', 'HttpUser', 'post'),
  fastPost: tsloc('FastHttpUser, POST', 'FastHttpUser', 'post'),
  socket: script('node:net', 'socket-client.ts'),
  dispatch: script('undici dispatch', 'undici-client.ts'),
  autocannon: script('autocannon', 'autocannon-client.ts'),
};

/** By the names that comparisons use. */
export const contenders = { ...own, ...peers };

/** False for a program that is not found. */
export function isInstalled({ program }: Contender): boolean {
  return program === undefined || spawnSync('which', [program]).status === 0;
}

/** The arguments of `node` that run a file of this folder. */
export function nodeArguments(file: string): string[] {
  return ['--import', 'tsx', fileURLToPath(new URL(file, import.meta.url))];
}

function script(name: string, file: string, ...more: string[]): Contender {
  return { name, command: (url, ...numbers) => [...nodeArguments(file), url, ...numbers.map(String), ...more] };
}

/** With the size of the young generation that bin/tsloc.js sets. */
function tsloc(name: string, kind: string, work: string): Contender {
  const { command } = script(name, 'tsloc-client.ts', kind, work);
  return { name, command: (...orders) => ['--max-semi-space-size=64', ...command(...orders)] };
}

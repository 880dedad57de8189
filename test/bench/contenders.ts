/** Who is measured, each a process of its own. A client prints one line of JSON when it is told to end. */
import { fileURLToPath } from 'node:url';

/** Somebody who sends requests as fast as its one core allows. */
export interface Contender {
  readonly name: string;
  /** The arguments of `node`. It ends by itself after `lifetime` seconds, should nobody tell it to. */
  command(url: string, connections: number, lifetime: number): string[];
}

/** In the order of a round. */
export const contenders: readonly Contender[] = [
  contender('tsloc', 'tsloc-client.ts'),
  contender('tsloc fast', 'fast-client.ts'),
  contender('node:net', 'socket-client.ts'),
  contender('undici dispatch', 'undici-client.ts'),
  contender('autocannon', 'autocannon-client.ts'),
];

/** The process that tells what `counts` idle users of tsloc weigh. */
export function memoryProbe(url: string, counts: readonly number[]): string[] {
  return ['--expose-gc', ...script('memory.ts'), url, counts.join(',')];
}

/** The arguments of `node` that run a file of this folder. */
export function script(file: string): string[] {
  return ['--import', 'tsx', fileURLToPath(new URL(file, import.meta.url))];
}

function contender(name: string, file: string): Contender {
  return { name, command: (url, ...numbers) => [...script(file), url, ...numbers.map(String)] };
}

/** Child processes, each bound to its own core if the machine allows it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { coreSecondsOf, type TreeTimes, treeTimes } from './process-tree.js';

const lastCore = availableParallelism() - 1;
/** `clients` for several processes: every core but the server's. */
const cores = { server: '0', client: '1', clients: `1-${lastCore}`, all: `0-${lastCore}` };

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** True if server and client each get a core. */
export const canPin = Object.values(cores).every((core) => spawnSync('taskset', ['-c', core, 'true']).status === 0);

/** Starts `node` with these arguments, or another program, on the core of its role. */
export function startPinned(role: keyof typeof cores, args: readonly string[], program = process.execPath): Pinned {
  const command = [...(canPin ? ['taskset', '-c', cores[role]] : []), program, ...args];
  return new Pinned(spawn(command[0] as string, command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** A child process that prints its result. */
export class Pinned {
  /** Its stdout, after its end. @throws an error with its stderr, if it failed */
  readonly output: Promise<string>;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(child: ChildProcess) {
    this.#child = child;
    running.add(child);
    child.on('close', () => running.delete(child));
    this.output = outputOf(child);
    this.#ended = this.output.catch(() => {});
  }

  /** The result of `work`. @throws if the process ends before */
  during<T>(work: Promise<T>): Promise<T> {
    const early = this.output.then(() => {
      throw new Error(`Expected ${this.#child.spawnargs.join(' ')} to run until it is stopped; it ended.`);
    });
    return Promise.race([work, early]);
  }

  /** Core time of all its threads, seconds; null where the system does not tell. */
  coreSeconds(): number | null {
    return coreSecondsOf(this.#child.pid);
  }

  /** The times of it and of the processes that it started; null where the system does not tell. */
  treeTimes(): TreeTimes | null {
    return treeTimes(this.#child.pid);
  }

  /** Passes on what it writes to stderr while it runs. */
  relayProgress(write: (text: string) => void): void {
    this.#child.stderr?.on('data', (chunk) => write(String(chunk).trimEnd()));
  }

  /** Sends SIGTERM. */
  stop(): void {
    this.#child.kill('SIGTERM');
  }

  /** Ends it, by force if necessary. */
  async end(): Promise<void> {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

function outputOf(child: ChildProcess): Promise<string> {
  let printed = '';
  let complaints = '';
  child.stdout?.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    complaints += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}:\n${complaints}`));
    });
  });
}

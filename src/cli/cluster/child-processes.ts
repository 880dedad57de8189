/** The worker processes of `--processes`: started together, and never left behind. */
import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Logger } from '../../util/log/log.js';
import { settlesWithin } from '../../util/loop/clock.js';
import type { Variables } from '../options/environment-variables.js';
import { type ChildKind, childVariables } from './child-environment.js';

/** How long children may take to end by themselves, ms. Locust's. */
const endWaitMs = 3_000;

/** How children are started. */
export interface ChildPlan {
  /** The script of the command. */
  readonly script: string;
  readonly argv: readonly string[];
  readonly env: Variables;
  readonly count: number;
  readonly kind: ChildKind;
  /** Gets the lines that children write to stdout. */
  readonly print: (line: string) => void;
  /** Gets those that they write to stderr. */
  readonly write: (line: string) => void;
  readonly logger: Logger;
}

/** Children end when the channel to this process closes, whatever ends it. */
export class ChildProcesses {
  readonly processes: readonly ChildProcess[];
  /** Called when a child has ended before {@link end}; `code` is null where a signal has ended it. */
  onCrash: (code: number | null) => void = () => {};
  readonly #exits: readonly Promise<number>[];
  readonly #logger: Logger;
  #isEnding = false;

  constructor({ script, argv, env, count, kind, print, write, logger }: ChildPlan) {
    this.#logger = logger;
    this.processes = Array.from({ length: count }, () =>
      fork(script, argv, {
        // Node's flags of this process, and a child must not replace itself: that would close the channel.
        execArgv: [...process.execArgv, ...(process.execArgv.length > 0 ? [] : ['--max-semi-space-size=64'])],
        env: childVariables(env, kind),
        serialization: 'advanced',
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      }),
    );
    for (const { stdout, stderr } of this.processes) {
      passLines(stdout, print);
      passLines(stderr, write);
    }
    this.#exits = this.processes.map((child) => this.#exitOf(child));
  }

  /** Resolves with the highest exit code when all have ended. */
  async ended(): Promise<number> {
    return Math.max(...(await Promise.all(this.#exits)));
  }

  /** Waits for their end, for three seconds; what still runs is killed. */
  async end(): Promise<void> {
    this.#isEnding = true;
    if (await settlesWithin(endWaitMs, this.ended())) return;
    this.#logger.warning('Some worker processes did not end by themselves: they are killed.');
    for (const child of this.processes) if (child.exitCode === null) child.kill('SIGKILL');
    await this.ended();
  }

  /** Passes a signal on to those that run. */
  kill(signal: NodeJS.Signals): void {
    for (const child of this.processes) if (child.exitCode === null) child.kill(signal);
  }

  #exitOf(child: ChildProcess): Promise<number> {
    return new Promise((resolve) => {
      const conclude = (code: number | null, signal: string | null) => {
        resolve(code ?? 1);
        if (this.#isEnding) return;
        const how = signal === null ? `exit code ${code}` : signal;
        if (code !== 0) this.#logger.error(`Worker process ${child.pid} has ended (${how}).`);
        this.onCrash(code);
      };
      child.once('exit', conclude);
      child.once('error', (error) => {
        this.#logger.error(`A worker process could not be started: ${error.message}`);
        conclude(1, null);
      });
    });
  }
}

function passLines(stream: Readable | null, write: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on('line', write);
}

/** Notices the end of the npm or npx that started this process, which a signal that ends npm does not reach. */
import { readFileSync } from 'node:fs';
import { repeat } from '../util/loop/clock.js';

const checkMs = 500;

/** The ancestors of this process up to npm, as they are when it is made. */
export class NpmWatch {
  readonly #process: Pick<NodeJS.Process, 'ppid'>;
  readonly #parent: number;
  /** npm starts a shell, which some systems keep between npm and the command; null without one. */
  readonly #parentOfShell: number | null;
  readonly #isOfNpm: boolean;

  constructor(process: Pick<NodeJS.Process, 'ppid' | 'env'>) {
    this.#process = process;
    this.#parent = process.ppid;
    this.#isOfNpm = process.env.npm_command !== undefined;
    this.#parentOfShell = parentOfShell(this.#parent);
  }

  /** Resolves when npm has ended; never if this process was not started by npm. */
  ended(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#isOfNpm) return;
      repeat(checkMs, () => {
        if (this.#process.ppid !== this.#parent || parentOfShell(this.#parent) !== this.#parentOfShell) resolve();
      });
    });
  }
}

/** The parent of a process that is a shell; null for others, and on systems without /proc. */
function parentOfShell(pid: number): number | null {
  try {
    const [, name = '', parent] = /\((.*)\) \S+ (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return /^(?:ba|da|z|k)?sh$/.test(name) ? Number(parent) : null;
  } catch {
    return null;
  }
}

/**
 * Several command lines in one process, each as the command itself would run it: most of the time of a short command is
 * the start of its process. For commands that end by themselves and do not depend on the end of the process: no signals, no
 * `process.exit` in a file, no error that nobody awaits while a file is loaded. A file is loaded once: what it listens to
 * and counts is that of its first command.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterAll } from 'vitest';
import { root } from '../files/source-files.js';
import { bin, environmentOf, folderWith, maxCommandMs, type Outcome, type Surroundings } from './cli.js';

/** Runs `tsloc <args>` to its end. */
export type RunCommand = (args: readonly string[], surroundings: Pick<Surroundings, 'cwd' | 'env'>) => Promise<Outcome>;

/** For the tests of one file: the process starts with the first command, and ends after the last test. */
export function commandSession(): RunCommand {
  let session: Session | null = null;
  let last: Promise<unknown> = Promise.resolve();
  afterAll(() => session?.end());
  return (args, surroundings) => {
    const outcome = last.then(() => {
      session ??= new Session();
      return session.run(args, surroundings);
    });
    last = outcome.catch(() => {
      session = null; // its process has ended: the next command starts another
    });
    return outcome;
  };
}

class Session {
  /** Ends the output of a command; its exit code follows. */
  readonly #mark = `${randomUUID()} `;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ended: Promise<void>;
  readonly #texts = { stdout: '', stderr: '' };
  #onText = () => {};

  constructor() {
    const argv = [join(root, 'test/helpers/processes/command-session.mjs'), bin, this.#mark];
    this.#child = spawn(process.execPath, argv, { cwd: folderWith(), env: environmentOf({}), stdio: 'pipe' });
    for (const name of ['stdout', 'stderr'] as const) {
      this.#child[name].setEncoding('utf8').on('data', (text: string) => {
        this.#texts[name] += text;
        this.#onText();
      });
    }
    this.#child.stdin.on('error', () => {}); // that the process has ended is reported below
    this.#ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
  }

  async run(args: readonly string[], { cwd, env = {} }: Pick<Surroundings, 'cwd' | 'env'>): Promise<Outcome> {
    this.#child.stdin.write(`${JSON.stringify({ argv: args, cwd, env: environmentOf(env) })}\n`);
    const late = setTimeout(() => this.#child.kill('SIGKILL'), maxCommandMs);
    try {
      return await this.#outcome(args);
    } finally {
      clearTimeout(late);
    }
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }

  async #outcome(args: readonly string[]): Promise<Outcome> {
    const hasEnded = this.#ended.then(() => true);
    for (;;) {
      const [stdout, stderr] = [this.#read('stdout'), this.#read('stderr')];
      if (stdout !== null && stderr !== null) return this.#take(stdout, stderr);
      const text = new Promise<false>((resolve) => {
        this.#onText = () => resolve(false);
      });
      if (await Promise.race([text, hasEnded]))
        throw new Error(`The process of ${args.join(' ')} has ended:\n${this.#texts.stdout}${this.#texts.stderr}`);
    }
  }

  /** The output of the command, and its exit code; null while it runs. */
  #read(name: 'stdout' | 'stderr'): { text: string; exitCode: number } | null {
    const [text = '', rest] = this.#texts[name].split(this.#mark);
    return rest?.endsWith('\n') ? { text, exitCode: Number(rest) } : null;
  }

  #take(stdout: { text: string; exitCode: number }, stderr: { text: string }): Outcome {
    Object.assign(this.#texts, { stdout: '', stderr: '' });
    return { stdout: stdout.text, stderr: stderr.text, exitCode: stdout.exitCode };
  }
}

/** Runs the real `tsloc` command, in a separate process and folder. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { readCsv } from '../files/csv.js';
import { root } from '../files/source-files.js';

/** The command, to start with node. */
export const bin = join(root, 'bin/tsloc.js');

/** A command that hangs is killed. */
export const maxCommandMs = 120_000;

if (!existsSync(join(root, 'dist/cli/main.js'))) throw new Error('The command is not built: npm run build');

export interface Surroundings {
  cwd: string;
  /** In addition to LOCUST_HEADLESS and the variables that it gets of this process's: PATH, HOME and the folders of the run. */
  env?: Record<string, string>;
  /** Starts it as a terminal would: its children get the same signals. */
  inTerminal?: boolean;
  /** A command that replaces itself by the one that it is given, such as `ip netns exec <name>`. */
  through?: readonly string[];
}

export interface Outcome {
  stdout: string;
  stderr: string;
  /** Null if a signal ended it. */
  exitCode: number | null;
}

/** A command that runs. */
export class Command {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Outcome>;
  readonly #inTerminal: boolean;
  stdout = '';
  stderr = '';
  #onText = () => {};

  constructor(argv: readonly string[], { cwd, env = {}, inTerminal = false, through = [] }: Surroundings) {
    this.#inTerminal = inTerminal;
    const [program = '', ...args] = [...through, process.execPath, ...argv];
    this.child = spawn(program, args, {
      cwd,
      env: environmentOf(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: inTerminal,
    });
    const late = setTimeout(() => this.child.kill('SIGKILL'), maxCommandMs);
    for (const name of ['stdout', 'stderr'] as const) {
      this.child[name].setEncoding('utf8').on('data', (text: string) => {
        this[name] += text;
        this.#onText();
      });
    }
    this.ended = new Promise((resolve) => {
      this.child.once('close', (exitCode) => {
        clearTimeout(late);
        resolve({ stdout: this.stdout, stderr: this.stderr, exitCode });
        this.#onText();
      });
    });
  }

  /** Resolves as soon as it has printed something that matches, with the first group; rejects if it ends without. */
  async printed(pattern: RegExp): Promise<string> {
    let hasEnded = false;
    void this.ended.then(() => {
      hasEnded = true;
    });
    for (;;) {
      const found = pattern.exec(this.stdout + this.stderr);
      if (found !== null) return found[1] ?? found[0];
      if (hasEnded) throw new Error(`Ended without printing ${pattern}:\n${this.stdout}${this.stderr}`);
      await new Promise<void>((resolve) => {
        this.#onText = resolve;
      });
    }
  }

  kill(signal: NodeJS.Signals): void {
    if (this.#inTerminal) process.kill(-(this.child.pid as number), signal);
    else this.child.kill(signal);
  }
}

/** The variables of a command. Most tests run headless; tests of the page set LOCUST_HEADLESS to false. */
export function environmentOf(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, TSLOC_COMPILE_CACHE } = process.env;
  return { PATH, HOME, TMPDIR, TSLOC_COMPILE_CACHE, LOCUST_HEADLESS: 'true', ...env };
}

/** Starts `tsloc <args>`. */
export function startTsloc(args: readonly string[], surroundings: Surroundings): Command {
  return new Command([bin, ...args], surroundings);
}

/** Runs `tsloc <args>` to its end. */
export function tsloc(args: readonly string[], surroundings: Surroundings): Promise<Outcome> {
  return startTsloc(args, surroundings).ended;
}

/** A temporary folder, far from any node_modules, with these files; removed with the folder of the test run. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tsloc-test-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** The beginning of a user's file. */
export const imports = "import { constant, events, HttpUser, tag, task, User } from 'tsloc';\n";

/** A user's file: each user does `body` twenty times a second; `one(error)` reports a request without sending any. */
export function userFile(body: string, more = ''): string {
  return `${imports}
    function one(exception: string | null = null): void {
      const rest = { responseLength: 1, startTime: Date.now() / 1000, url: '', context: {}, response: null };
      events.request.fire({ requestType: 'GET', name: '/a', responseTime: 5, exception, ...rest });
    }
    ${more}
    export class Walker extends User {
      static override waitTime = constant(0.05);
      @task async walk(): Promise<void> { ${body} }
    }`;
}

/** How many requests `<prefix>_stats.csv` counts in all. */
export function requestsIn(prefix: string): number {
  const total = readCsv(`${prefix}_stats.csv`).find((row) => row.Name === 'Aggregated');
  return Number(total?.['Request Count']);
}

/** True if no process listens on a port of this machine. */
export function isFree(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

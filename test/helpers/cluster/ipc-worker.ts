/** A WorkerLink in a real child process, used as if it were here. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import type { WorkerLink } from '../../../src/cluster/link/link.js';
import { encodeMessage } from '../../../src/cluster/messages/codec.js';
import type { ClusterMessage } from '../../../src/cluster/messages/message.js';

export type WorkerCall = [name: 'send' | 'reconnect' | 'start' | 'close', argument?: unknown];
export type WorkerEvent = [
  name: 'message' | 'rejected' | 'connected' | 'disconnected' | 'dropped' | 'started',
  argument?: unknown,
];

/** The link is {@link WorkerLink.start}ed in the child; the child ends with the link, or with the test. */
export class IpcWorker implements WorkerLink {
  readonly identity: string;
  readonly canDieSilently = false;
  readonly child: ChildProcess;
  onMessage: WorkerLink['onMessage'] = null;
  onRejected: WorkerLink['onRejected'] = null;
  onConnected: WorkerLink['onConnected'] = null;
  onDisconnected: WorkerLink['onDisconnected'] = null;
  onDropped: WorkerLink['onDropped'] = null;
  #onStarted = () => {};

  /** Forks the child. */
  static async fork(identity: string): Promise<IpcWorker> {
    childScript ??= bundleChild();
    return new IpcWorker(identity, await childScript);
  }

  private constructor(identity: string, script: string) {
    this.identity = identity;
    const stdio: ('pipe' | 'inherit' | 'ipc')[] = ['pipe', 'pipe', 'inherit', 'ipc'];
    this.child = fork(script, [identity], { execArgv: [], serialization: 'advanced', stdio });
    createInterface(this.child.stdout as Readable).on('line', (line) =>
      this.#hear(deserialize(Buffer.from(line, 'base64')) as WorkerEvent),
    );
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  async start(): Promise<void> {
    this.#call('start');
    await new Promise<void>((resolve) => {
      this.#onStarted = resolve;
    });
  }

  send(message: ClusterMessage): void {
    encodeMessage(message); // throws here as it does there
    this.#call('send', message);
  }

  reconnect(): void {
    this.#call('reconnect');
  }

  async close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.#call('close');
    await exit;
  }

  #call(...call: WorkerCall): void {
    (this.child.stdin as Writable).write(`${serialize(call).toString('base64')}\n`);
  }

  #hear([name, argument]: WorkerEvent): void {
    if (name === 'message') this.#receive(argument as ClusterMessage);
    else if (name === 'rejected') this.onRejected?.(argument as string);
    else if (name === 'connected') this.onConnected?.();
    else if (name === 'disconnected') this.onDisconnected?.();
    else if (name === 'dropped') this.onDropped?.(argument as ClusterMessage);
    else this.#onStarted();
  }

  /** A listener that throws here has thrown there, too. */
  #receive(message: ClusterMessage): void {
    try {
      this.onMessage?.(message);
    } catch {}
  }
}

/** Compiled once: a child that compiles itself takes ten times as long to start. */
let childScript: Promise<string> | null = null;

async function bundleChild(): Promise<string> {
  const entry = fileURLToPath(new URL('ipc-worker-child.ts', import.meta.url));
  const outfile = join(mkdtempSync(join(tmpdir(), 'tsloc-')), 'child.mjs');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' });
  return outfile;
}

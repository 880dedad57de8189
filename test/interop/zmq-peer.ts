/** A node of libzmq and Python: zmq_peer.py. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { root } from '../helpers/files/source-files.js';
import { python } from './locust.js';

export interface PeerSettings {
  readonly role: 'router' | 'dealer';
  /** 0 for any, of a router. */
  readonly port: number;
  readonly identity?: string;
  readonly token?: string | undefined;
}

/** Starts one, which ends with the test at the latest. */
export function startPeer(settings: PeerSettings): ChildProcess {
  const script = join(root, 'test/interop/zmq_peer.py');
  const child = spawn(python, [script, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => endPeer(child));
  return child;
}

/** Starts a router; resolves with its port, too. */
export async function startRouter(
  settings: Omit<PeerSettings, 'role'>,
): Promise<{ child: ChildProcess; port: number }> {
  const child = startPeer({ role: 'router', ...settings });
  const line = once(createInterface(child.stdout as NodeJS.ReadableStream), 'line').then(([text]) => text as string);
  const exit = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`Expected a port, got exit code ${code}.`)),
  );
  return { child, port: Number(await Promise.race([line, exit])) };
}

export async function endPeer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

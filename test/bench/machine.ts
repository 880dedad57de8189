/** Describes the machine and the versions: part of each result. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, release, type } from 'node:os';

const require = createRequire(import.meta.url);

/** Three lines: the machine, the contenders, the server. */
export function describeMachine(server: string, pinned: boolean): string {
  const processors = cpus();
  const versions = ['tsloc', 'undici', 'autocannon'].map((name) => `${name} ${versionOf(name)}`);
  const places = pinned ? 'the server on one core, the client on another' : 'not pinned to cores: taskset is missing';
  return [
    `${processors[0]?.model ?? 'Unknown processor'}, ${processors.length} cores, ${type()} ${release()}, Node ${process.version}`,
    versions.join(', '),
    `${server}, 100 bytes from memory; ${places}`,
  ].join('\n');
}

/** The number of files, connections included, that a process may have open. */
export function openFileLimit(): number {
  // Node raises its soft limit to the hard limit, which its children inherit.
  const text = spawnSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).stdout.trim();
  return /^\d+$/.test(text) ? Number(text) : 1_000_000;
}

function versionOf(name: string): string {
  const path = require.resolve(`${name}/package.json`);
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

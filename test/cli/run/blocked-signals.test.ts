import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root } from '../../helpers/files/source-files.js';
import { Command, folderWith } from '../../helpers/processes/cli.js';

const module = (path: string) => pathToFileURL(join(root, 'dist', path)).href;

/** A program whose event loop is blocked while it gets SIGTERM. */
const program = `
  import { BlockedSignals } from '${module('cli/run/blocked-signals.js')}';
  import { signalThreadOptions } from '${module('cli/run/signal-thread.js')}';
  import { startWatchdog } from '${module('runner/watchdog/watchdog.js')}';
  const signals = new BlockedSignals(['SIGHUP', 'SIGTERM']);
  const delivered = new Promise((resolve) => process.on('SIGTERM', resolve));
  startWatchdog({ onBlocked() {}, onStillBlocked() {}, onUnblocked() {} }, signalThreadOptions);
  signals.listen();
  const word = new Int32Array(new SharedArrayBuffer(4));
  const log = [];
  // No event-loop tick has passed.
  log.push(signals.isListening);
  process.kill(process.pid, 'SIGTERM');
  log.push(signals.pending !== 'SIGHUP');
  while (signals.pending === null) Atomics.wait(word, 0, 0, 1); // the event loop does not run
  log.push(signals.pending);
  const alive = setInterval(() => {}, 1_000); // a listener alone does not keep the process alive
  await delivered;
  clearInterval(alive);
  signals.onDelivered('SIGTERM');
  signals.onDelivered('SIGINT'); // not one of them
  log.push(signals.pending);
  console.log(JSON.stringify(log));
  process.exit();
`;

describe('signals while the event loop is blocked', () => {
  it('are pending until the event loop delivers them, from the first moment on', async () => {
    const end = await new Command(['main.mjs'], { cwd: folderWith({ 'main.mjs': program }) }).ended;
    expect(end).toEqual({ stdout: '[true,true,"SIGTERM",null]\n', stderr: '', exitCode: 0 });
  });
});

import { describe, expect, it } from 'vitest';
import { folderWith, tsloc, userFile } from '../../helpers/processes/cli.js';
import { hasPseudoTerminal, inPseudoTerminal } from '../../helpers/processes/pseudo-terminal.js';

/** Runs the command in a pseudo-terminal; each step types keys when a text is shown. */
async function typed(body: string, steps: readonly string[], args: readonly string[]): Promise<string> {
  const cwd = folderWith({ 'locustfile.ts': userFile(body) });
  const through = inPseudoTerminal(100, steps);
  return (await tsloc(['--csv', '', '--plain', ...args], { cwd, env: { TERM: 'xterm' }, through })).stdout;
}

/** Runs the command in a shell with job control, which continues it in the background once it is suspended, and then does `next`. */
async function inBackground(steps: readonly string[], next: string, args: readonly string[]): Promise<string> {
  // Once the command has handled the signal, too.
  const onContinue = "process.on('SIGCONT', () => setImmediate(() => console.log('continued')));";
  const cwd = folderWith({ 'locustfile.ts': userFile('one();', onContinue) });
  // An interactive shell restores its own mode, too.
  const shell = ['bash', '-mc', `mode=$(stty -g); "$@"; stty $mode; bg; ${next}; echo ended with $?`, 'bash'];
  const through = [...inPseudoTerminal(100, steps), ...shell];
  return (await tsloc(['--csv', '', '--plain', ...args], { cwd, env: { TERM: 'xterm' }, through })).stdout;
}

describe.skipIf(!hasPseudoTerminal).concurrent('keys in a terminal', () => {
  it('change the users, and q stops gracefully; the terminal is restored', async () => {
    const steps = ['(1 total users)=W', '(11 total users)=s', '(10 total users)=?', 'Keys: =q'];
    const shown = await typed('one();', steps, ['-u', '1']);
    expect(shown).toContain('Ramping to 11 users at a rate of 100.00 per second');
    expect(shown).toContain('Ramping to 10 users at a rate of 100.00 per second');
    expect(shown).toContain('Got the key q: stopping');
    expect(shown).toMatch(/terminal restored exit 0\n$/);
  });

  it('do not turn Ctrl-C into a key', async () => {
    const shown = await typed('one();', ['All users spawned=\\x03'], []);
    expect(shown).toContain('Got Ctrl-C: stopping');
    expect(shown).toMatch(/terminal restored exit 0\n$/);
  });

  it('leave the terminal to the shell after Ctrl-Z and bg, and work again after fg', async () => {
    const shown = await inBackground(
      ['All users spawned=\\x1a', 'continued=W\\n', '(11 total users)=q'],
      'sleep 1; fg',
      [],
    );
    // A shell that continues it a second time had found it stopped.
    expect(shown.match(/continued/g)).toHaveLength(1);
    expect(shown).toContain('Ramping to 11 users at a rate of 100.00 per second');
    expect(shown).toContain('ended with 0');
  });

  it('do not keep a run from ending in the background', async () => {
    const shown = await inBackground(['All users spawned=\\x1a'], 'wait %1', ['-t', '2']);
    expect(shown).toContain('--run-time limit reached');
    expect(shown).toContain('ended with 0');
    expect(shown).toMatch(/terminal restored exit 0\n$/);
  });

  it.each([
    ['process.exit(3);', [], 'exit 3'],
    ['process.abort();', [], 'exit -6'],
    ["process.kill(process.pid, 'SIGKILL');", [], 'exit -9'],
    // Without using a core, which other tests need.
    ['for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);', ['Blocked at=\\x03'], 'exit 130'],
  ])('restore the terminal after %s', async (body, steps, exit) => {
    const shown = await typed(body, steps, []);
    expect(shown).toContain(`terminal restored ${exit}`);
  });
});

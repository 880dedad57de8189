import { describe, expect, it } from 'vitest';
import { folderWith, tsloc, userFile } from '../../helpers/processes/cli.js';
import { hasPseudoTerminal, inPseudoTerminal } from '../../helpers/processes/pseudo-terminal.js';

/** Runs the command in a pseudo-terminal; each step types keys when a text is shown. */
async function typed(body: string, steps: readonly string[], args: readonly string[]): Promise<string> {
  const cwd = folderWith({ 'locustfile.ts': userFile(body) });
  const through = inPseudoTerminal(100, steps);
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

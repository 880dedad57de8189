import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type InitContext, initCommand } from '../../../src/cli/init/init-command.js';
import { root } from '../../helpers/files/source-files.js';
import { folderWith, tsloc } from '../../helpers/processes/cli.js';

function init(argv: readonly string[], folder: string, ask: InitContext['ask'] = null) {
  const lines: string[] = [];
  const code = initCommand(argv, { folder, version: '1.2.3', ask, write: (line) => lines.push(line) });
  return { lines, code };
}

describe('tsloc init', () => {
  it('asks, and writes only after yes', async () => {
    const folder = folderWith();
    expect(await init([], folder, async () => false).code).toBe(0);
    expect(existsSync(join(folder, 'locustfile.ts'))).toBe(false);
    expect(await init([], folder, async () => true).code).toBe(0);
    expect(existsSync(join(folder, 'locustfile.ts'))).toBe(true);
    const before = readFileSync(join(folder, 'package.json'), 'utf8');
    expect(await init(['--yes'], folder).code).toBe(0);
    expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe(before);
  });

  it('needs --yes without a terminal, rejects other options, and prints help', async () => {
    await expect(init([], folderWith()).code).rejects.toThrow(
      expect.objectContaining({ code: 'BAD_PROJECT', exitCode: 2 }),
    );
    await expect(init(['--force'], folderWith()).code).rejects.toThrow(
      expect.objectContaining({ code: 'UNKNOWN_OPTION' }),
    );
    expect(init(['-h'], folderWith()).lines[0]).toMatch(/^Usage: tsloc init/);
  });

  it.skipIf(spawnSync('python3', ['-c', 'import pty']).status !== 0).each([
    ['Ctrl-C', '\\x03', 130, 0],
    ['Ctrl-D', '\\x04', 0, 0],
    ['n', 'n\\n', 0, 0],
    ['Enter', '\\n', 0, 3],
  ])('in a terminal takes %s', async (_, keys, exitCode, files) => {
    const cwd = folderWith();
    const terminal = join(root, 'test/helpers/processes/pseudo_terminal.py');
    const through = ['python3', terminal, '80', `[Y/n]=${keys}`, '--'];
    const { stdout } = await tsloc(['init'], { cwd, env: { TERM: 'xterm' }, through });
    expect(stdout).toContain(`terminal restored exit ${exitCode}`);
    expect(stdout).not.toContain('error');
    expect(readdirSync(cwd)).toHaveLength(files);
  });

  it('as a command writes a test that can be listed', async () => {
    const cwd = folderWith();
    expect(await tsloc(['init', '--yes'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await tsloc(['--list'], { cwd })).stdout).toBe('Available Users:\n    Visitor\n');
  });
});

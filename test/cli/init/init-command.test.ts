import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type InitContext, initCommand } from '../../../src/cli/init/init-command.js';
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

  it('as a command writes a test that can be listed', async () => {
    const cwd = folderWith();
    expect(await tsloc(['init', '--yes'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await tsloc(['--list'], { cwd })).stdout).toBe('Available Users:\n    Visitor\n');
  });
});

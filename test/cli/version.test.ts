import { spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../helpers/files/source-files.js';
import { bin, folderWith, tsloc } from '../helpers/processes/cli.js';

it.each([[['-V']], [['--version']], [['--vers']], [['-V', '-u', '3']]])(
  '%j prints version, place and Node',
  async (args) => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const text = `tsloc ${version} from ${join(root, 'dist/cli')} (Node ${process.version})\n`;
    expect(await tsloc(args, { cwd: folderWith() })).toEqual({ stdout: text, stderr: '', exitCode: 0 });
  },
);

it.skipIf(!existsSync('/dev/full')).each(['-V', '--vers'])('%s on a full disk is an error of one line', (option) => {
  const stdio: ('pipe' | 'ignore' | number)[] = ['ignore', openSync('/dev/full', 'w'), 'pipe'];
  const { status, stderr } = spawnSync(process.execPath, [bin, option], { stdio, encoding: 'utf8' });
  expect(stderr).toMatch(/^tsloc: error: Expected to write to stdout, but ENOSPC: .*\n$/);
  expect(status).toBe(1);
});

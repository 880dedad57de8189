import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workingDirectory } from '../../src/cli/working-directory.js';
import { bin, folderWith } from '../helpers/processes/cli.js';

it('is the current one', () => {
  expect(workingDirectory()).toBe(process.cwd());
});

it.skipIf(process.platform === 'win32')('that was removed is an error of one line', () => {
  const folder = join(folderWith({ 'gone/x': '' }), 'gone');
  const script = 'cd "$1" && rm -r "$1" && exec "$2" "$3" --headless -f users.ts';
  const { status, stderr } = spawnSync('sh', ['-c', script, 'sh', folder, process.execPath, bin], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([
    1,
    'tsloc: error: Expected a working directory, got one that was removed. [NO_WORKING_DIRECTORY]\nStart tsloc in a directory that exists.\n',
  ]);
});

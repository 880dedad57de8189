import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../helpers/files/source-files.js';
import { folderWith, tsloc } from '../helpers/processes/cli.js';

it.each([[['-V']], [['--version']], [['--vers']], [['-V', '-u', '3']]])(
  '%j prints version, place and Node',
  async (args) => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const text = `tsloc ${version} from ${join(root, 'dist/cli')} (Node ${process.version})\n`;
    expect(await tsloc(args, { cwd: folderWith() })).toEqual({ stdout: text, stderr: '', exitCode: 0 });
  },
);

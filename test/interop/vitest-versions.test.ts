/** The plugin `tsloc/vitest` in Vitest 3, 4 and 5, each with the version of Vite that npm installs. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { read, root } from '../helpers/files/source-files.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';
import { execute } from './locust.js';

const config = /^```ts\n(\/\/ vitest\.config\.ts\n[\s\S]*?)^```/m.exec(read('docs/library.md'))?.[1] ?? '';

const nodeMajor = Number(process.versions.node.split('.')[0]);

it.for([3, 4, 5])(
  'Vitest %i runs the example of a load test with the configuration of the guide',
  async (major, { skip }) => {
    skip(major === 5 && nodeMajor < 22, `Vitest 5 needs Node 22, this is ${process.version}`);
    const folder = temporaryFolder();
    const files = { 'package.json': '{ "type": "module" }', 'vitest.config.ts': config };
    for (const [name, text] of Object.entries({ ...files, 'load.test.ts': read('examples/load.test.ts') }))
      writeFileSync(join(folder, name), text);
    const quietly = ['--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=0'];
    const installed = await execute('npm', ['install', ...quietly, `vitest@${major}`], { cwd: folder });
    if (installed.code !== 0)
      skip(`npm cannot install vitest@${major} here: ${installed.stderr.trim().split('\n')[0]}`);
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    symlinkSync(root, join(folder, 'node_modules/tsloc'));
    const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
    const { code, stdout, stderr } = await execute(process.execPath, [vitest, 'run', '--no-color'], { cwd: folder });
    expect(stdout + stderr).toMatch(new RegExp(`RUN {2}v${major}\\.[\\s\\S]*Tests {2}1 passed`));
    expect(code).toBe(0);
  },
);

/** `npx tsloc` in a checkout prepares it first: quick once it is built. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { read } from './helpers/files/source-files.js';
import { temporaryFolder } from './helpers/files/temporary-folder.js';
import { hasPseudoTerminal, inPseudoTerminal } from './helpers/processes/pseudo-terminal.js';

it('builds the package where it is not built, and again only after a change', async () => {
  const folder = temporaryFolder();
  const result = join(folder, 'dist/web/page/index.html');
  const build = `node -e "const fs = require('fs'); fs.mkdirSync('dist/web/page', { recursive: true });
    fs.appendFileSync('dist/web/page/index.html', 'built ')"`.replace(/\n\s*/, ' ');
  const files = { 'prepare.js': read('prepare.js'), 'src/util/a.ts': '', 'users/b.ts': '' };
  for (const [name, text] of Object.entries({
    ...files,
    'package.json': JSON.stringify({ type: 'module', scripts: { build } }),
  })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const prepare = async () => {
    await promisify(execFile)(process.execPath, ['prepare.js'], { cwd: folder });
    return readFileSync(result, 'utf8');
  };
  const age = (path: string, seconds: number) => utimesSync(path, Date.now() / 1000, Date.now() / 1000 + seconds);

  expect(await prepare()).toBe('built ');
  age(result, 60);
  expect(await prepare()).toBe('built ');
  age(join(folder, 'src/util/a.ts'), 120);
  expect(await prepare()).toBe('built built ');
});

it.skipIf(!hasPseudoTerminal)('says on the terminal that it builds, whatever npx does with its output', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'prepare.js'), read('prepare.js'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "scripts": { "build": "" } }');
  const command = 'node prepare.js >/dev/null 2>&1 </dev/null';
  const [program = '', ...words] = [...inPseudoTerminal(100), 'sh', '-c', command];
  const { stdout } = await promisify(execFile)(program, words, { cwd: folder });
  expect(stdout).toContain('tsloc: the sources have changed: building');
});

it('is what npm calls to prepare the package', () => {
  expect(JSON.parse(read('package.json')).scripts.prepare).toBe('node prepare.js');
});

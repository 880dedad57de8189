import { chmodSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compiledUrls } from '../../../src/cli/compiler/load-compiled.js';
import { canFillDisk, whileDiskIsFull } from '../../helpers/files/full-disk.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { folderWith, imports, tsloc } from '../../helpers/processes/cli.js';

const text = `${imports}export class A extends User { @task go() {} }`;

function source(): string {
  const file = join(realpathSync(temporaryFolder()), 'users.mts');
  writeFileSync(file, text);
  return file;
}

describe('compiled modules', () => {
  it('are made once, kept in the cache, and made again after a change', async () => {
    const [file, cache] = [source(), join(temporaryFolder(), 'cache')];
    const first = await compiledUrls([file], cache);
    expect(first).toHaveLength(1);
    expect(fileURLToPath(first?.[0] ?? '').startsWith(cache)).toBe(true);
    expect(await compiledUrls([file], cache)).toEqual(first);
    writeFileSync(file, `${text}// changed`);
    expect(await compiledUrls([file], cache)).not.toEqual(first);
  });

  it("are put elsewhere if the cache is not this user's alone", async () => {
    const cache = temporaryFolder();
    chmodSync(cache, 0o777);
    const [url = ''] = (await compiledUrls([source()], cache)) ?? [];
    expect(fileURLToPath(url).startsWith(cache)).toBe(false);
    expect(readdirSync(cache)).toEqual([]);
  });

  it.skipIf(!canFillDisk)('are left out on a full disk, without remains: tsx loads the file', async () => {
    const [file, cache] = [source(), join(temporaryFolder(), 'cache')];
    expect(await whileDiskIsFull(10, () => compiledUrls([file], cache))).toBe(null);
    expect(readdirSync(cache).flatMap((key) => readdirSync(join(cache, key)))).toEqual([]);
    expect(await compiledUrls([file], cache)).toHaveLength(1);
  });

  it('are put elsewhere if the cache cannot store them', async () => {
    const [file, cache] = [source(), join(temporaryFolder(), 'cache')];
    await compiledUrls([file], cache);
    const [key = ''] = readdirSync(cache);
    rmSync(join(cache, key), { recursive: true });
    writeFileSync(join(cache, key), 'a file in place of the folder');
    const [url = ''] = (await compiledUrls([file], cache)) ?? [];
    expect(fileURLToPath(url).startsWith(cache)).toBe(false);
    expect(readdirSync(cache)).toEqual([key]);
  });

  it('are not used for files outside of what tsconfig.json includes: its settings do not apply', async () => {
    const folder = folderWith({ 'tsconfig.json': '{ "include": ["src"] }', 'src/a.ts': text, 'b.ts': text });
    expect(await compiledUrls([join(folder, 'src/a.ts')], null)).toHaveLength(1);
    expect(await compiledUrls([join(folder, 'b.ts')], null)).toBe(null);
  });
});

it('the command keeps compiled files where --compile-cache says, or removes them', async () => {
  const cwd = folderWith({ 'locustfile.ts': text });
  const list = async (...args: string[]) => (await tsloc(['--list', ...args], { cwd })).stdout;
  expect(await list('--compile-cache', join(cwd, 'mine'))).toContain('A');
  expect(readdirSync(join(cwd, 'mine'))).toHaveLength(1);
  const temporary = folderWith();
  const { stdout } = await tsloc(['--list', '--compile-cache', ''], { cwd, env: { TMPDIR: temporary } });
  expect(stdout).toContain('A');
  expect(readdirSync(temporary)).toEqual([]);
});

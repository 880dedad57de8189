import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectFiles } from '../../../src/cli/cluster/collect-files.js';
import { folderWith } from '../../helpers/processes/cli.js';

const names = async (...files: string[]) => (await collectFiles(files)).files.map(({ name }) => name).sort();

describe('collectFiles', () => {
  it('follows relative imports, and leaves packages and unrelated files', async () => {
    const folder = folderWith({
      'tests/users.ts':
        "import 'tsloc'; import 'left-pad'; import '../node_modules/p/i.js'; import { a } from './lib/a.js'; import d from '../data.json' with { type: 'json' };\nexport const x = [a, d]; class A { @(x as any) m() {} }",
      'tests/lib/a.ts': "export const a = () => import('./late.ts');",
      'tests/lib/late.ts': "import type { T } from './types.ts'; import '../users.ts';",
      'tests/lib/types.ts': 'export type T = 1;',
      'tests/other.ts': '',
      'data.json': '{"k": 1}',
      'node_modules/p/i.js': '',
    });
    const { entries, files } = await collectFiles([join(folder, 'tests/users.ts')]);
    expect(entries).toEqual(['tests/users.ts']);
    expect(files.map(({ name }) => name).sort()).toEqual([
      'data.json',
      'tests/lib/a.ts',
      'tests/lib/late.ts',
      'tests/users.ts',
    ]);
    expect(files.find(({ name }) => name === 'data.json')?.contents).toBe('{"k": 1}');
  });

  it('takes several files, and those that are symbolic links, as Kubernetes mounts them', async () => {
    const folder = folderWith({ '..data/a.ts': '', '..data/b.ts': '' });
    for (const name of ['a.ts', 'b.ts']) symlinkSync(join(folder, '..data', name), join(folder, name));
    expect(await names(join(folder, 'a.ts'), join(folder, 'b.ts'))).toEqual(['a.ts', 'b.ts']);
  });

  it('refuses more than 10 MiB', async () => {
    const folder = folderWith({ 'users.ts': "import './data.json';" });
    writeFileSync(join(folder, 'data.json'), JSON.stringify('x'.repeat(10 * 1_048_576)));
    await expect(collectFiles([join(folder, 'users.ts')])).rejects.toMatchObject({
      code: 'FILES_TOO_LARGE',
      message: 'Expected files of 10.0 MiB at most for workers with -f -, got 10.0 MiB.',
    });
  });
});

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTsconfig } from '../../../src/cli/loading/find-tsconfig.js';
import { folderWith, tsloc } from '../../helpers/processes/cli.js';

const aliases = { '@lib/*': ['./src/*'] };
const json = (value: object) => `// comment\n${JSON.stringify(value)}`;
const folder = folderWith({
  'near/tsconfig.json': json({ compilerOptions: { paths: aliases } }),
  'near/tests/users.ts': '',
  'referring/tsconfig.json': json({ files: [], references: [{ path: './app' }, { path: './tsconfig.load.json' }] }),
  'referring/app/tsconfig.json': json({ compilerOptions: { paths: {} }, include: ['src'] }),
  'referring/tsconfig.load.json': json({ include: ['load'] }),
  'referring/load/users.ts': '',
  'referring/other/users.ts': '',
  'nested/tsconfig.json': json({ files: [], references: [{ path: './gone' }, { path: './tsconfig.all.json' }] }),
  'nested/tsconfig.all.json': json({ files: [], references: [{ path: '.' }, { path: './tsconfig.load.json' }] }),
  'nested/tsconfig.load.json': json({ compilerOptions: { paths: aliases }, include: ['load'] }),
  'nested/load/users.ts': '',
  'broken/tsconfig.json': '{',
  'none/users.ts': '',
});

describe('findTsconfig', () => {
  it.each([
    ['near/tests/users.ts', 'near/tsconfig.json'],
    ['referring/load/users.ts', 'referring/tsconfig.load.json'],
    ['referring/other/users.ts', 'referring/app/tsconfig.json'],
    ['nested/load/users.ts', 'nested/tsconfig.load.json'],
    ['broken/users.ts', 'broken/tsconfig.json'],
    ['none/users.ts', null],
  ])('for %s is %s', (file, found) => {
    expect(findTsconfig(join(folder, file))).toBe(found === null ? null : join(folder, found));
  });

  it.each(['module', 'commonjs'])(
    'resolves aliases in packages of type %s, also from another working directory',
    async (type) => {
      const cwd = folderWith({
        'packages/load/package.json': JSON.stringify({ type }),
        'packages/load/tsconfig.json': JSON.stringify({ compilerOptions: { paths: aliases } }),
        'packages/load/src/word.ts': "export const word = 'aliased';",
        'packages/load/tests/users.ts': `import { User, task } from 'tsloc';\nimport { word } from '@lib/word';
        export class Visitor extends User { @task t() { console.log(word); this.environment.runner?.quit(); } }`,
      });
      const { stdout, stderr } = await tsloc(['-f', 'packages/load/tests/users.ts', '--csv', ''], { cwd });
      expect(stdout, stderr).toBe('aliased\n');
    },
  );
});

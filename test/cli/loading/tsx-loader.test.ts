import { expect, it } from 'vitest';
import { folderWith, imports, tsloc } from '../../helpers/processes/cli.js';

const user = 'export class A extends User { @task go(): void {} }';

it.each([
  ['a package', { 'locustfile.ts': `import { x } from 'some-package';\n${imports}console.log(x);${user}` }],
  ['a path alias', { 'locustfile.ts': `import { x } from '@lib/x';\n${imports}console.log(x);${user}` }],
  ['JSON', { 'locustfile.ts': `import { x } from './x.json';\n${imports}console.log(x);${user}` }],
  ['require', { 'locustfile.ts': `const { x } = require('some-package');\n${imports}console.log(x);${user}` }],
  [
    'a package that is made for tsloc',
    { 'locustfile.ts': `import { Base } from 'plugin';\n${imports}console.log(Base === User ? 7 : 0);${user}` },
  ],
])('a file may use %s', async (_, files) => {
  const cwd = folderWith({
    'node_modules/some-package/index.js': 'exports.x = 7;',
    'node_modules/plugin/package.json': '{ "type": "module", "main": "index.js" }',
    'node_modules/plugin/index.js': "import { User } from 'tsloc'; export const Base = User;",
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }',
    'lib/x.ts': 'export const x: number = 7;',
    'x.json': '{ "x": 7 }',
    ...(files as Record<string, string>),
  });
  const { stdout, stderr, exitCode } = await tsloc(['--list'], { cwd });
  expect([stdout, exitCode], stderr).toEqual(['7\nAvailable Users:\n    A\n', 0]);
});

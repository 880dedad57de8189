import { expect, it } from 'vitest';
import { folderWith, imports } from '../../helpers/processes/cli.js';
import { commandSession } from '../../helpers/processes/command-session.js';

const inSession = commandSession();

const user = 'export class A extends User { @task go(): void {} }';
const printing = (line: string) => `${line}\n${imports}console.log(x);${user}`;
const files = {
  'a package': printing("import { x } from 'some-package';"),
  'a path alias': printing("import { x } from '@lib/x';"),
  JSON: printing("import { x } from './x.json';"),
  require: printing("const { x } = require('some-package');"),
  'a package that is made for tsloc': `import { Base } from 'plugin';\n${imports}console.log(Base === User ? 7 : 0);${user}`,
};

const cwd = folderWith({
  'node_modules/some-package/index.js': 'exports.x = 7;',
  'node_modules/plugin/package.json': '{ "type": "module", "main": "index.js" }',
  'node_modules/plugin/index.js': "import { User } from 'tsloc'; export const Base = User;",
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }',
  'lib/x.ts': 'export const x: number = 7;',
  'x.json': '{ "x": 7 }',
  ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`${name}.ts`, text])),
});

it.each(Object.keys(files))('a file may use %s', async (name) => {
  const { stdout, stderr, exitCode } = await inSession(['--list', '-f', `${name}.ts`], { cwd });
  expect([stdout, exitCode], stderr).toEqual(['7\nAvailable Users:\n    A\n', 0]);
});

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../helpers/files/source-files.js';
import { Command, folderWith, imports, tsloc } from '../../helpers/processes/cli.js';

const typed = 'export class Typed extends User { @task go(): void {} }\n';
const user = (name: string) => `export class ${name} extends User { @task go(): void {} }\n`;
const plainUser = `class Plain extends User { go() {} }
task(Plain.prototype, 'go', Object.getOwnPropertyDescriptor(Plain.prototype, 'go'));`;
const esm = `import { task, User } from 'tsloc';\n${plainUser}\nexport { Plain };`;
const commonJs = `const { task, User } = require('tsloc');\n${plainUser}\nmodule.exports = { Plain };`;

const folder = folderWith({
  // Without package.json, where Node takes .ts for CommonJS.
  'plain/users.ts': imports + typed,
  'plain/waiting-users.ts': `${imports}${typed}await Promise.resolve();`,
  'plain/users.mts': `${imports}${typed}await Promise.resolve();`,
  'plain/users.js': esm,
  'plain/users.mjs': esm,
  'plain/users.cjs': commonJs,
  'esm/package.json': '{ "type": "module" }',
  'esm/users.ts': `${imports}${typed}await Promise.resolve();`,
  'esm/users.js': esm,
  'esm/users.cjs': commonJs,
  'cjs/package.json': '{ "type": "commonjs" }',
  'cjs/users.ts': imports + typed,
  'cjs/users.mts': imports + typed,
  'cjs/users.js': commonJs,
  'cjs/users.mjs': esm,
  'legacy/tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true } }',
  'legacy/users.ts': imports + typed,
  'legacy/package.json': '{ "type": "module" }',
  'broken-tsconfig/tsconfig.json': '{ "compilerOptions": { ',
  'broken-tsconfig/users.ts': imports + typed,
  // Imports between files, in every way to write them.
  'imports/shared.ts': `${imports}export class Base extends User { static override abstract = true; @task go(): void {} }`,
  'imports/bare.ts': "import { Base } from './shared.js';\nexport class Shopper extends Base {}",
  'imports/js.ts': "import { Base } from './shared.js';\nexport class Shopper extends Base {}",
  'imports/ts.ts': "import { Base } from './shared.ts';\nexport class Shopper extends Base {}",
  'imports/from-module.mts': "import { Base } from './shared.js';\nexport class Shopper extends Base {}",
  'imports/again.ts': "export { Shopper } from './js.js';",
  // What counts as a user class.
  'classes/many.ts': `${imports}${user('A')}class Hidden extends User { @task go(): void {} }
    export abstract class NotAUser {}
    export class B extends A {}
    export class Abstract extends User { static override abstract = true; }
    export { A as Alias };
    export const number = 1;
    export default class Main extends User {}`,
  'classes/a.ts': imports + user('A'),
  'classes/a-too.ts': imports + user('A'),
  'classes/b.ts': imports + user('B'),
  'classes/hidden.ts': `${imports}class A extends User { @task go(): void {} }`,
  'classes/abstract.ts': `${imports}export class A extends User { static override abstract = true; }`,
  'classes/empty.ts': '',
  // What is broken.
  'broken/syntax.ts': `${imports}export class A extends User {\n  @task go() { let 3x = 1; }\n}`,
  'broken/unclosed.ts': `${imports}export class A extends User {\n`,
  'broken/nested-syntax.ts': `import './syntax.js';\n${imports}${user('B')}`,
  'broken/throws.ts': `${imports}\n\nthrow new Error('boom');`,
  'broken/throws-in-function.mts': `${imports}function read(text: string | null) {\n  return text!.length;\n}\nread(null);`,
  'broken/throws-text.ts': "throw 'just text';",
  'broken/missing-file.ts': "import './gone.js';",
  'broken/nested-missing-file.ts': "import './missing-file.js';",
  'broken/missing-file.mts': "import './gone.js';",
  'broken/missing-package.ts': "import { x } from 'no-such-package';\nx();",
  'broken/misspelt.ts': `import { task, Usr } from 'tsloc';\nexport class A extends Usr {\n  @task go() {}\n}`,
  'broken/misspelt.mts': `import { task,\n  Usr } from 'tsloc';\nexport class A extends Usr { @task go() {} }`,
  'broken/misspelt-decorator.ts': `import { taks, User } from 'tsloc';\nexport class A extends User {\n  @taks go() {}\n}`,
  'broken/await.ts': `${imports}const { join } = require('node:path');\nconst x = await Promise.resolve(1);\n${user('A')}`,
  'broken/on-field.ts': `${imports}export class A extends User {\n  @task go = 3;\n}`,
  'broken/on-class.ts': `${imports}@task\nexport class A extends User { @task go() {} }`,
  'broken/on-start.ts': `${imports}export class A extends User { @task onStart() {} }`,
  'broken/weight.ts': `${imports}export class A extends User {\n  @task(1.5) go() {}\n}`,
});

interface Loaded {
  names?: string[];
  /** Whether they all derive from the User of the tsloc that loaded them. */
  isUser?: boolean;
  /** Its name, if there is one. */
  shape?: string;
  message?: string;
  code?: string;
  hint?: string;
}

const shapeFile = (names: readonly string[]) =>
  `import { LoadShape } from 'tsloc';\n${names.map((name) => `export class ${name} extends LoadShape { tick() { return null; } }`).join('\n')}`;
const shapes = folderWith({
  'none.ts': imports + user('A'),
  'one.ts': `${imports}${user('A')}${shapeFile(['Wave'])}`,
  'two.ts': `${imports}${user('B')}${shapeFile(['Rush', 'Calm'])}`,
  'made.ts': `${imports}const make = () => class extends User { @task go(): void {} };
    export const North = make();
    export const all = [make(), make(), North];`,
});

const single = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.[cm]?[jt]s$/.test(file));
const together = ['classes/b.ts,classes/a.ts', 'classes/a.ts,classes/a-too.ts', 'imports/js.ts,imports/again.ts'];
const results = new Map<string, Loaded>();

// One process for all: a broken file must not affect the next one.
const script = `
  import { User } from '${join(root, 'dist/index.js')}';
  import { loadFiles } from '${join(root, 'dist/cli/loading/load-file.js')}';
  process.on('unhandledRejection', () => {});
  const results = [];
  for (const item of JSON.parse(process.argv[1])) {
    try {
      const { userClasses: classes, shapes: [shape] } = await loadFiles(item.split(',').map((file) => process.cwd() + '/' + file));
      const isUser = [...classes.values()].every((one) => one.prototype instanceof User);
      results.push([item, { names: [...classes.keys()], isUser, ...(shape && { shape: shape.name }) }]);
    } catch ({ message, code, hint }) {
      results.push([item, { message, code, hint }]);
    }
  }
  console.log(JSON.stringify(results));`;

beforeAll(async () => {
  const others = ['none.ts', 'one.ts', 'two.ts', 'two.ts,one.ts', 'made.ts'];
  const inShapes = others.map((item) =>
    item
      .split(',')
      .map((file) => `../${basename(shapes)}/${file}`)
      .join(','),
  );
  const argv = ['--input-type=module', '-e', script, JSON.stringify([...single, ...together, ...inShapes])];
  const { stdout, stderr } = await new Command(argv, { cwd: folder }).ended;
  if (stdout === '') throw new Error(stderr);
  for (const [item, result] of JSON.parse(stdout)) results.set(item, result);
});

describe('a file of a user', () => {
  it.each(single.filter((file) => /^(plain|esm|cjs|legacy|broken-tsconfig)\//.test(file)))(
    'is loaded if it is %s, with the running copy of tsloc',
    (file) => {
      const names = [/ts$/.test(file) ? 'Typed' : 'Plain'];
      expect(results.get(file)).toEqual({ names, isUser: true });
    },
  );

  it.each(['bare.ts', 'js.ts', 'ts.ts', 'from-module.mts'])('may import other files as imports/%s does', (file) => {
    expect(results.get(`imports/${file}`)).toEqual({ names: ['Shopper'], isUser: true });
  });
});

describe('a user class', () => {
  it('must be exported and not abstract, and keeps its name', () => {
    expect(results.get('classes/many.ts')?.names?.toSorted()).toEqual(['A', 'B', 'Main']);
  });

  it('may come from several files', () => {
    expect(results.get('classes/b.ts,classes/a.ts')?.names).toEqual(['B', 'A']);
  });

  it('may be exported by several files, but not defined in several', () => {
    expect(results.get('imports/js.ts,imports/again.ts')?.names).toEqual(['Shopper']);
    expect(results.get('classes/a.ts,classes/a-too.ts')).toEqual({
      code: 'DUPLICATE_USER',
      message: `Duplicate user class names: A is defined in both ${folder}/classes/a.ts and ${folder}/classes/a-too.ts`,
      hint: 'Rename one of them, or load one file only.',
    });
  });

  it.each(['hidden.ts', 'abstract.ts', 'empty.ts'])('is missing in classes/%s', (file) => {
    expect(results.get(`classes/${file}`)).toEqual({
      code: 'NO_USER_CLASS',
      message: `Expected an exported user class in ${folder}/classes/${file}, found none.`,
      hint: 'Write `export class … extends HttpUser`, with @task before at least one method.',
    });
  });
});

describe('a shape', () => {
  it.each([
    ['none.ts', undefined],
    ['one.ts', 'Wave'],
    ['two.ts', 'Calm'],
    ['two.ts,one.ts', 'Calm'],
  ])('of %s is %s: of the first file that has one, by name', (item, shape) => {
    const key = item
      .split(',')
      .map((file) => `../${basename(shapes)}/${file}`)
      .join(',');
    expect(results.get(key)?.shape).toBe(shape);
  });
});

it('classes without names are named after their exports', () => {
  expect(results.get(`../${basename(shapes)}/made.ts`)).toEqual({ names: ['North', 'all1', 'all2'], isUser: true });
});

const misspelt = 'Check the names that the file imports: one of them is misspelt, or does not exist.';

describe('a file that cannot be loaded', () => {
  it.each([
    ['syntax.ts', 'syntax.ts:3:21: Syntax error "x"', '  @task go() { let 3x = 1; }'],
    ['unclosed.ts', 'unclosed.ts:3:1: Expected identifier but found end of file', ''],
    ['nested-syntax.ts', 'syntax.ts:3:21: Syntax error "x"', '  @task go() { let 3x = 1; }'],
    ['throws.ts', 'throws.ts:4:7: boom', "throw new Error('boom');"],
    [
      'throws-in-function.mts',
      "throws-in-function.mts:3:16: TypeError: Cannot read properties of null (reading 'length')",
      '  return text!.length;',
    ],
    [
      'misspelt.ts',
      'misspelt.ts:2:24: TypeError: Class extends value undefined is not a constructor or null',
      'export class A extends Usr {',
      misspelt,
    ],
    [
      'misspelt.mts',
      "misspelt.mts:2:3: SyntaxError: The requested module 'tsloc' does not provide an export named 'Usr'",
      "  Usr } from 'tsloc';",
      misspelt,
    ],
    [
      'misspelt-decorator.ts',
      'misspelt-decorator.ts:2: TypeError: (0 , decorators[i]) is not a function',
      'export class A extends User {',
      misspelt,
    ],
    [
      'await.ts',
      'await.ts:3:11: Top-level await is currently not supported with the "cjs" output format',
      'const x = await Promise.resolve(1);',
      'Give the file a name that ends in .mts, or put {"type": "module"} into a package.json beside it.',
    ],
    [
      'on-field.ts',
      "on-field.ts:3:3: Expected @task on a method or a static task set, got it on 'go', a field.",
      '  @task go = 3;',
    ],
    [
      'on-class.ts',
      "on-class.ts:2:1: Expected @task on a method or a static task set, got it on 'A', a class.",
      '@task',
    ],
    [
      'weight.ts',
      'weight.ts:3:4: Expected @task(weight) with a whole number from 0 to 1000000000, got 1.5.',
      '  @task(1.5) go() {}',
    ],
  ])('%s: the message names %s and shows the line', (file, beginning, line, hint?: string) => {
    const { message = '', hint: given } = results.get(`broken/${file}`) ?? {};
    expect(message).toContain(`Could not load broken/${beginning}`);
    expect(/^> +\d+ \| (.*)$/m.exec(message)?.[1]).toBe(line);
    expect(given).toBe(hint);
  });

  it.each([
    ['throws-text.ts', 'broken/throws-text.ts: just text'],
    ['missing-file.ts', "broken/missing-file.ts: Cannot find module './gone.js'"],
    ['nested-missing-file.ts', "broken/missing-file.ts: Cannot find module './gone.js'"],
    ['missing-package.ts', "broken/missing-package.ts: Cannot find module 'no-such-package'"],
    [
      'missing-file.mts',
      `broken/missing-file.mts: Cannot find module '${folder}/broken/gone.js' imported from ${folder}/broken/missing-file.mts`,
    ],
  ])('%s: the message names what is missing and where', (file, message) => {
    const { code, message: actual = '' } = results.get(`broken/${file}`) ?? {};
    expect(code).toBe('LOCUSTFILE_BROKEN');
    // Node 24 also tells the place, and the message then shows the code.
    expect(actual.split('\n')[0]?.replace(/:\d+:\d+: /, ': ')).toBe(`Could not load ${message}`);
  });

  it.each([
    ['on-field.ts', 'BAD_DECORATOR'],
    ['on-start.ts', 'BAD_DECORATOR'],
    ['weight.ts', 'BAD_TASK_WEIGHT'],
    ['syntax.ts', 'LOCUSTFILE_BROKEN'],
  ])('%s: the code is %s', (file, code) => {
    expect(results.get(`broken/${file}`)?.code).toBe(code);
  });

  it('is reported without a stack trace', () => {
    const messages = [...results.values()].map(({ message = '' }) => message);
    expect(messages.filter((message) => /^\s+at /m.test(message))).toEqual([]);
  });
});

it('leaves no compiler process behind', async () => {
  const cwd = folderWith({ 'locustfile.ts': `${imports}${user('A')}// ${Math.random()}` });
  const { exitCode } = await tsloc(['--list'], { cwd });
  expect(exitCode).toBe(0);
  const running = readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        readlinkSync(`/proc/${pid}/cwd`) === cwd &&
        !readFileSync(`/proc/${pid}/status`, 'utf8').includes('State:\tZ')
      );
    } catch {
      return false; // it has already ended
    }
  });
  expect(running).toEqual([]);
});

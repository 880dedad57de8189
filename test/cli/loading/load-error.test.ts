import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeLoadError } from '../../../src/cli/loading/load-error.js';
import { TslocError } from '../../../src/util/error.js';
import { folderWith } from '../../helpers/processes/cli.js';

const folder = folderWith({ 'users.ts': ['one', 'two', 'three misspelt', 'four', 'five', 'six'].join('\n') });
const file = join(folder, 'users.ts');

/** An error as Node creates it, with these lines as its stack. */
function errorWith(message: string, ...stack: readonly string[]): Error {
  return Object.assign(new Error(message), { stack: stack.join('\n') });
}

describe('describeLoadError', () => {
  it('shows file, line and column of an error that was thrown, and the lines around', () => {
    const error = describeLoadError(
      file,
      errorWith('boom', 'Error: boom', `    at load (${file}:4:2)`, '    at x (/a.ts:1:1)'),
    );
    expect(error.message).toBe(
      [
        `Could not load ${file}:4:2: boom`,
        '',
        '      2 | two',
        '      3 | three misspelt',
        '>     4 | four',
        '        |  ^',
        '      5 | five',
        '',
      ].join('\n'),
    );
    expect(error).toMatchObject({ code: 'LOCUSTFILE_BROKEN', exitCode: 1, hint: undefined });
    expect(error.cause).toMatchObject({ message: 'boom' });
  });

  it('shows the place where the compiler stopped', () => {
    const message = `Transform failed with 1 error:\n${file}:2:1: ERROR: Expected ";" but found "x"`;
    expect(describeLoadError(file, errorWith(message)).message).toMatch(
      `Could not load ${file}:2:2: Expected ";" but found "x"\n\n      1 | one\n>     2 | two\n        |  ^\n      3 |`,
    );
  });

  it('shows the import of a name that a module does not export, with a hint', () => {
    const message = "The requested module 'tsloc' does not provide an export named 'misspelt'";
    const thrown = errorWith(
      message,
      `${file}:1`,
      'import{misspelt}from"tsloc"',
      '       ^',
      `SyntaxError: ${message}`,
    );
    thrown.name = 'SyntaxError';
    const error = describeLoadError(file, thrown);
    expect(error.message).toContain(`Could not load ${file}:3:7: SyntaxError: ${message}\n`);
    expect(error.message).toContain(`>     3 | three misspelt\n        | ${' '.repeat(6)}^\n`);
    expect(error.hint).toBe('Check the names that the file imports: one of them is misspelt, or does not exist.');
  });

  it.each(['(0 , import_tsloc.betwen) is not a function', 'import_tsloc.HtpUser is not a constructor'])(
    'hints at the imports of a CommonJS file: %s',
    (message) => {
      expect(describeLoadError(file, new TypeError(message)).hint).toMatch(/^Check the names that the file imports/);
    },
  );

  it.each<[string, object, string]>([
    ['a stack that is a number', { stack: { value: 42 } }, 'boom'],
    ['a stack that throws', { stack: { get: () => expect.fail() } }, 'boom'],
    ['a name that throws', { stack: { value: '' }, name: { get: () => expect.fail() } }, 'boom'],
    ['a message that throws', { stack: { value: '' }, message: { get: () => expect.fail() } }, '[object Error]'],
    ['a requireStack that throws', { stack: { value: '' }, requireStack: { get: () => expect.fail() } }, 'boom'],
  ])('describes an error with %s', (_, properties, reason) => {
    const thrown = Object.defineProperties(new Error('boom'), properties as PropertyDescriptorMap);
    expect(describeLoadError('/away.ts', thrown).message).toBe(`Could not load /away.ts: ${reason}`);
  });

  it('skips frames of Node, of libraries and of tsloc itself, and no others', () => {
    const own = new URL('../../../src/user/tasks/task.ts', import.meta.url).href;
    const dist = folderWith({ 'dist/mine.ts': 'mine' });
    const stack = [
      'Error: boom',
      '    at node:internal/modules/run_main:1:1',
      `    at x (${own}:1:1)`,
      '    at y (/home/me/node_modules/tsx/dist/index.js:1:1)',
      `    at z (file://${dist}/dist/mine.ts?namespace=1:1:1)`,
    ];
    expect(describeLoadError(file, errorWith('boom', ...stack)).message).toMatch(
      `Could not load ${dist}/dist/mine.ts:1:1: boom\n`,
    );
  });

  it('leaves out a column that only the compiled line has', () => {
    const thrown = errorWith('boom', 'Error: boom', `    at ${file}:1:2736`);
    expect(describeLoadError(file, thrown).message).toBe(
      `Could not load ${file}:1: boom\n\n>     1 | one\n      2 | two\n`,
    );
  });

  it('keeps code, hint and exit code of tsloc’s own errors', () => {
    const thrown = new TslocError('BAD_DECORATOR', 'Expected @task on a method.', { hint: 'Move it.', exitCode: 3 });
    Object.assign(thrown, { stack: `    at ${file}:1:1` });
    expect(describeLoadError(file, thrown)).toMatchObject({
      code: 'BAD_DECORATOR',
      hint: 'Move it.',
      exitCode: 3,
      message: `Could not load ${file}:1:1: Expected @task on a method.\n\n>     1 | one\n        | ^\n      2 | two\n`,
    });
  });

  it('names the file that imports a missing module', () => {
    const message = "Cannot find module './gone'\nRequire stack:\n- /home/me/shared.ts";
    const thrown = Object.assign(errorWith(message), { requireStack: ['/home/me/shared.ts', file] });
    expect(describeLoadError(file, thrown).message).toBe(
      "Could not load /home/me/shared.ts: Cannot find module './gone'",
    );
  });

  it('handles values without a stack, values that are not errors, and deleted files', () => {
    expect(describeLoadError(file, 'just text').message).toBe(`Could not load ${file}: just text`);
    expect(describeLoadError(file, undefined).message).toBe(`Could not load ${file}: undefined`);
    const gone = errorWith('boom', `    at ${join(folder, 'gone.ts')}:7:3`);
    expect(describeLoadError(file, gone).message).toBe(`Could not load ${join(folder, 'gone.ts')}:7: boom`);
  });

  it('shows files below the working directory by their short names', () => {
    const here = errorWith('boom', `    at ${join(process.cwd(), 'package.json')}:1:1`);
    expect(describeLoadError(file, here).message).toMatch(/^Could not load package\.json:1:1: boom\n/);
  });

  it.each([
    ['(0 , decorators[i]) is not a function', 'Check the names that the file imports'],
    ['Class extends value undefined is not a constructor or null', 'Check the names that the file imports'],
    [
      'Top-level await is currently not supported with the "cjs" output format',
      'Give the file a name that ends in .mts',
    ],
  ])('gives a hint for %j', (message, hint) => {
    expect(describeLoadError(file, errorWith(message)).hint).toMatch(hint);
  });
});

it('points at a misplaced decorator', () => {
  const text = "import { task } from 'tsloc';\nclass A {\n  @task good() {}\n\n  @task(3)\n  bad = 5;\n}\n";
  const path = join(folderWith({ 'a.ts': text }), 'a.ts');
  const message = "Expected @task on a method or a static task set, got it on 'bad', a field.";
  const thrown = Object.assign(new TslocError('BAD_DECORATOR', message), { stack: `Error\n    at x (${path}:1:1)` });
  expect(describeLoadError(path, thrown).message).toContain(`Could not load ${path}:5:3: ${message}`);
});

it('names only the file of a misplaced decorator that is not found: the compiled code has other positions', () => {
  const path = join(folderWith({ 'a.ts': 'const apply = task;\n' }), 'a.ts');
  const message = "Expected @task on a method or a static task set, got it on 'bad', a getter.";
  const thrown = Object.assign(new TslocError('BAD_DECORATOR', message), { stack: `Error\n    at x (${path}:1:1)` });
  expect(describeLoadError(path, thrown).message).toBe(`Could not load ${path}: ${message}`);
});

import { describe, expect, it } from 'vitest';
import { hintAtMeaning, meantBy, subcommandList } from '../../src/cli/subcommands.js';
import { TslocError } from '../../src/util/error.js';
import { folderWith, tsloc, userFile } from '../helpers/processes/cli.js';
import { commandSession } from '../helpers/processes/command-session.js';

const inSession = commandSession();

describe('words that are not understood', () => {
  it.each([
    [['validat'], "the subcommand 'validate'"],
    [['scenario'], "the subcommand 'scenarios'"],
    [['inti', 'x'], "the subcommand 'init'"],
    [['run', 'users.ts'], '-f users.ts'],
    [['load.mjs'], '-f load.mjs'],
    [['help'], '--help'],
    [['Shopper', 'validat'], null],
    [['Visitr'], null],
  ])('%j probably mean %s', (words, meant) => {
    expect(meantBy(words)).toBe(meant);
  });

  it('have a hint where there is no locustfile, and beside an unknown option', async () => {
    const missing = await tsloc(['validat'], { cwd: folderWith() });
    expect(missing.stderr).toContain("Did you mean the subcommand 'validate'? Write one with `npx tsloc init`");
    const cwd = folderWith({ 'locustfile.ts': userFile('one();') });
    const unknown = await inSession(['repotr', '--theme', 'dark'], { cwd });
    expect(unknown.stderr).toMatch(/unrecognized arguments: --theme .*\nDid you mean the subcommand 'report'\?/);
    const file = await inSession(['run', 'users.ts'], { cwd });
    expect(file.stderr).toContain('Available: Walker. Or did you mean -f users.ts?');
    expect([missing.exitCode, unknown.exitCode, file.exitCode]).toEqual([1, 2, 1]);
  });

  it('are not what other errors are about', () => {
    const error = new TslocError('UNKNOWN_OPTION', 'no');
    for (const argv of [['--validat'], ['validate'], [], ['Shopper', '-f', 'a.ts']])
      expect(hintAtMeaning(error, argv)).toBe(error);
    const other = new Error('no');
    expect(hintAtMeaning(other, ['validat'])).toBe(other);
  });
});

it('lists each subcommand with what it does', () => {
  expect(subcommandList()).toMatch(/^\nSubcommands:\n {2}demo {6}start .*\n/);
});

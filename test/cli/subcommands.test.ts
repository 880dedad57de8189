import { describe, expect, it } from 'vitest';
import { hintAtSubcommand, similarSubcommand, subcommandList } from '../../src/cli/subcommands.js';
import { TslocError } from '../../src/util/error.js';
import { folderWith, tsloc, userFile } from '../helpers/cli.js';

describe('a mistyped subcommand', () => {
  it.each([
    ['validat', 'validate'],
    ['scenario', 'scenarios'],
    ['inti', 'init'],
    ['Shopper', null],
  ])('%s probably means %s', (word, meant) => {
    expect(similarSubcommand(word)).toBe(meant);
  });

  it('is named where there is no locustfile, and beside an unknown option', async () => {
    const missing = await tsloc(['validat'], { cwd: folderWith() });
    expect(missing.stderr).toContain("Did you mean the subcommand 'validate'? Write one with `npx tsloc init`");
    const cwd = folderWith({ 'locustfile.ts': userFile('one();') });
    const unknown = await tsloc(['repotr', '--theme', 'dark'], { cwd });
    expect(unknown.stderr).toMatch(/unrecognized arguments: --theme .*\nDid you mean the subcommand 'report'\?/);
    expect([missing.exitCode, unknown.exitCode]).toEqual([1, 2]);
  });

  it('is not what other errors are about', () => {
    const error = new TslocError('UNKNOWN_OPTION', 'no');
    expect(hintAtSubcommand(error, '--validat')).toBe(error);
    expect(hintAtSubcommand(error, 'validate')).toBe(error);
    expect(hintAtSubcommand(error, undefined)).toBe(error);
    const other = new Error('no');
    expect(hintAtSubcommand(other, 'validat')).toBe(other);
  });
});

it('lists each with what it does', () => {
  expect(subcommandList()).toMatch(/^\nSubcommands:\n {2}demo {6}start .*\n/);
});

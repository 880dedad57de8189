import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createJsonOutput, type JsonOutputs } from '../../../src/cli/run/json-output.js';
import { TslocError } from '../../../src/util/error.js';
import { folderWith } from '../../helpers/processes/cli.js';

function written(given: Partial<JsonOutputs>, meanwhile = () => {}): string[] {
  const errors: string[] = [];
  const write = createJsonOutput({ print: null, file: null, onError: (message) => errors.push(message), ...given });
  meanwhile();
  write('[]\n');
  return errors;
}

describe('JSON output', () => {
  it('goes to stdout and to a file, or to none', () => {
    const out: string[] = [];
    const file = join(folderWith(), 'new', 'results');
    expect(written({})).toEqual([]);
    expect(written({ file, print: (text) => void out.push(text) })).toEqual([]);
    expect([out, readFileSync(`${file}.json`, 'utf8')]).toEqual([['[]\n'], '[]\n']);
  });

  it('is written also if the folder of the file was removed in the meantime', () => {
    const folder = folderWith({ 'new/x': '' });
    const file = join(folder, 'new', 'results');
    expect(written({ file }, () => rmSync(join(folder, 'new'), { recursive: true }))).toEqual([]);
    expect(readFileSync(`${file}.json`, 'utf8')).toBe('[]\n');
  });

  it('that cannot be written is an error at the beginning, and a message at the end', () => {
    expect(() => written({ file: '/dev/null/x' })).toThrow(
      expect.objectContaining({ code: 'JSON_NOT_WRITABLE', exitCode: 1 }),
    );
    const print = () => {
      throw new TslocError('STDOUT_NOT_WRITABLE', 'Expected to write to stdout.');
    };
    expect(written({ print })).toEqual(['Expected to write to stdout. [STDOUT_NOT_WRITABLE]']);
  });

  it.runIf(existsSync('/dev/full'))('is logged if the disk is full', () => {
    const file = join(folderWith(), 'full');
    symlinkSync('/dev/full', `${file}.json`);
    expect(written({ file })).toEqual([expect.stringMatching(/^The JSON file could not be written: ENOSPC/)]);
  });
});

import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeOut } from '../../../src/cli/terminal/write-out.js';
import { folderWith } from '../../helpers/processes/cli.js';

describe('writeOut', () => {
  it('writes all of a text', () => {
    const path = join(folderWith(), 'out');
    const file = openSync(path, 'w');
    const text = 'ä'.repeat(1_000_000);
    expect(writeOut(text, file)).toBe(0);
    closeSync(file);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('fails on a full disk', () => {
    const full = openSync('/dev/full', 'w');
    expect(() => writeOut('x', full)).toThrow(
      expect.objectContaining({ code: 'STDOUT_NOT_WRITABLE', exitCode: 1, message: expect.stringContaining('ENOSPC') }),
    );
    closeSync(full);
  });
});

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppendedFile } from '../../../src/report/csv/appended-file.js';
import { TslocError } from '../../../src/util/error.js';
import { canFillDisk, whileDiskIsFull } from '../../helpers/files/full-disk.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';

const header = 'Name,Count\r\n';

function errorOf(action: () => unknown): TslocError {
  try {
    action();
  } catch (error) {
    return error as TslocError;
  }
  throw new Error('Expected it to throw.');
}

describe('AppendedFile', () => {
  it('creates its folder and begins with the header alone', () => {
    const path = join(temporaryFolder(), 'deep', 'er', 'x.csv');
    for (let i = 0; i < 2; i++) {
      const file = new AppendedFile(path, header);
      expect(readFileSync(path, 'utf8')).toBe(header);
      file.append('old,1\r\n');
      file.close();
    }
    expect(readFileSync(path, 'utf8')).toBe(`${header}old,1\r\n`);
  });

  it('adds rows after existing ones', () => {
    const path = join(temporaryFolder(), 'x.csv');
    const file = new AppendedFile(path, header);
    for (const rows of ['é,1\r\n', '', '🦗,2\r\nc,3\r\n']) file.append(rows);
    file.close();
    expect(readFileSync(path, 'utf8')).toBe(`${header}é,1\r\n🦗,2\r\nc,3\r\n`);
  });

  it('throws at once for a file that cannot be created, with advice', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'folder.csv'));
    for (const path of [join(folder, 'file', 'x.csv'), join(folder, 'folder.csv')]) {
      const error = errorOf(() => new AppendedFile(path, header));
      expect(TslocError.is(error)).toBe(true);
      expect(error.code).toBe('CSV_NOT_WRITABLE');
      expect(error.message).toContain(`Expected to write ${path}, but `);
      expect(error.hint).toContain('--csv');
      expect(error.cause).toBeInstanceOf(Error);
    }
  });

  it('throws when another run writes to it', () => {
    const path = join(temporaryFolder(), 'x.csv');
    const file = new AppendedFile(path, header);
    file.append('one,1\r\n');
    const other = new AppendedFile(path, header);
    const error = errorOf(() => file.append('two,2\r\n'));
    expect(error.code).toBe('CSV_SHARED');
    expect(error.message).toContain(`Expected ${path} to be written by this run alone`);
    other.close();
    file.append('three,3\r\n');
    file.close();
    expect(readFileSync(path, 'utf8').endsWith('two,2\r\nthree,3\r\n')).toBe(true);
  });

  it.runIf(existsSync('/dev/full'))('throws at once when the disk is full from the beginning', () => {
    const path = join(temporaryFolder(), 'x_stats.csv');
    symlinkSync('/dev/full', path);
    const error = errorOf(() => new AppendedFile(path, header));
    expect(error.code).toBe('CSV_NOT_WRITABLE');
    expect(error.message).toContain('ENOSPC');
  });

  describe.runIf(canFillDisk)('on a disk that fills up', () => {
    const row = (n: number) => `row ${n} ${'é'.repeat(20)},${n}\r\n`;

    it('keeps rows that could not be added, and adds them whole once there is room', () => {
      const path = join(temporaryFolder(), 'x.csv');
      const file = new AppendedFile(path, header);
      file.append(row(1));
      const size = readFileSync(path).length;
      // Ten bytes of the second row fit, then nothing does.
      whileDiskIsFull(size + 10, () => {
        expect(() => file.append(row(2))).toThrow();
        expect(() => file.append(row(3))).toThrow();
      });
      expect(readFileSync(path, 'utf8')).toBe(header + row(1));
      file.append(row(4));
      file.append(row(5));
      file.close();
      expect(readFileSync(path, 'utf8')).toBe(header + [1, 2, 3, 4, 5].map(row).join(''));
    });
  });

  describe('a file during a run', () => {
    const rows = ['one é,1\r\n', 'two,2\r\n', 'three,3\r\n'] as const;

    function started() {
      const path = join(temporaryFolder(), 'results', 'x.csv');
      const file = new AppendedFile(path, header);
      file.append(rows[0]);
      return { path, file };
    }

    it('is recreated with all rows after it was removed', () => {
      const { path, file } = started();
      rmSync(path);
      file.append(rows[1]);
      file.append(rows[2]);
      file.close();
      expect(readFileSync(path, 'utf8')).toBe(header + rows.join(''));
    });

    it('is recreated with its folder after that was removed or renamed', () => {
      const { path, file } = started();
      renameSync(dirname(path), `${dirname(path)}-old`);
      file.append(rows[1]);
      file.close();
      expect(readFileSync(path, 'utf8')).toBe(header + rows[0] + rows[1]);
      expect(readFileSync(join(`${dirname(path)}-old`, 'x.csv'), 'utf8')).toBe(header + rows[0]);
    });

    it('keeps its rows while it cannot be recreated', () => {
      const { path, file } = started();
      rmSync(dirname(path), { recursive: true });
      writeFileSync(dirname(path), 'in the way');
      expect(errorOf(() => file.append(rows[1])).code).toBe('CSV_NOT_WRITABLE');
      rmSync(dirname(path));
      file.append(rows[2]);
      file.close();
      expect(readFileSync(path, 'utf8')).toBe(header + rows.join(''));
    });

    it('does not write to another file at its path', () => {
      const { path, file } = started();
      rmSync(path);
      writeFileSync(path, 'not ours');
      expect(errorOf(() => file.append(rows[1])).code).toBe('CSV_SHARED');
      expect(readFileSync(path, 'utf8')).toBe('not ours');
      file.close();
    });

    it('never shrinks or changes what a reader has seen', () => {
      const { path, file } = started();
      const seen = readFileSync(path, 'utf8');
      file.append('');
      expect(readFileSync(path, 'utf8')).toBe(seen);
      file.append(rows[1]);
      expect(readFileSync(path, 'utf8')).toBe(seen + rows[1]);
      file.close();
    });
  });
});

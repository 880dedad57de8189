import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CsvFile } from '../../src/report/csv-file.js';
import { TslocError } from '../../src/util/error.js';
import { canFillDisk, whileDiskIsFull } from '../helpers/full-disk.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const header = 'Name,Count\r\n';

function errorOf(action: () => unknown): TslocError {
  try {
    action();
  } catch (error) {
    return error as TslocError;
  }
  throw new Error('Expected it to throw.');
}

describe('CsvFile', () => {
  it('makes its folder and begins with the header alone, whatever was there before', () => {
    const path = join(temporaryFolder(), 'deep', 'er', 'x.csv');
    for (let i = 0; i < 2; i++) {
      const file = new CsvFile(path, header);
      expect(readFileSync(path, 'utf8')).toBe(header);
      file.append('old,1\r\n');
      file.close();
    }
    expect(readFileSync(path, 'utf8')).toBe(`${header}old,1\r\n`);
  });

  it('replaces its rows, also by fewer and shorter ones', () => {
    const path = join(temporaryFolder(), 'x.csv');
    const file = new CsvFile(path, header);
    for (const rows of ['first é 🦗,1\r\nsecond,2\r\n', 'é,1\r\n', '', 'third,3\r\n']) {
      file.rewrite(rows);
      expect(readFileSync(path, 'utf8')).toBe(header + rows);
    }
    file.close();
  });

  it('adds rows after those that are there', () => {
    const path = join(temporaryFolder(), 'x.csv');
    const file = new CsvFile(path, header);
    for (const rows of ['é,1\r\n', '', '🦗,2\r\nc,3\r\n']) file.append(rows);
    file.close();
    expect(readFileSync(path, 'utf8')).toBe(`${header}é,1\r\n🦗,2\r\nc,3\r\n`);
  });

  it('says at once which file cannot be made, and what to do', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'folder.csv'));
    for (const path of [join(folder, 'file', 'x.csv'), join(folder, 'folder.csv')]) {
      const error = errorOf(() => new CsvFile(path, header));
      expect(TslocError.is(error)).toBe(true);
      expect(error.code).toBe('CSV_NOT_WRITABLE');
      expect(error.message).toContain(`Expected to write ${path}, but `);
      expect(error.hint).toContain('--csv');
      expect(error.cause).toBeInstanceOf(Error);
    }
  });

  it('says so when another run writes to it, and still has all of its own rows', () => {
    const path = join(temporaryFolder(), 'x.csv');
    const file = new CsvFile(path, header);
    file.append('one,1\r\n');
    const other = new CsvFile(path, header);
    const error = errorOf(() => file.append('two,2\r\n'));
    expect(error.code).toBe('CSV_SHARED');
    expect(error.message).toContain(`Expected ${path} to be written by this run alone`);
    other.close();
    file.rewrite('three,3\r\n');
    file.close();
    expect(readFileSync(path, 'utf8')).toBe(`${header}three,3\r\n`);
  });

  it.runIf(existsSync('/dev/full'))('says at once when the disk is full from the beginning', () => {
    const path = join(temporaryFolder(), 'x_stats.csv');
    symlinkSync('/dev/full', path);
    const error = errorOf(() => new CsvFile(path, header));
    expect(error.code).toBe('CSV_NOT_WRITABLE');
    expect(error.message).toContain('ENOSPC');
  });

  describe.runIf(canFillDisk)('on a disk that fills up', () => {
    const row = (n: number) => `row ${n} ${'é'.repeat(20)},${n}\r\n`;

    it('keeps rows that could not be added, and adds them whole once there is room', () => {
      const path = join(temporaryFolder(), 'x.csv');
      const file = new CsvFile(path, header);
      file.append(row(1));
      const size = readFileSync(path).length;
      // Ten bytes of the second row find room, then nothing does.
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

    it('has the newest rows again once there is room to replace the old ones', () => {
      const path = join(temporaryFolder(), 'x.csv');
      const file = new CsvFile(path, header);
      file.rewrite(row(1));
      whileDiskIsFull(readFileSync(path).length, () => {
        expect(errorOf(() => file.rewrite(row(2) + row(3))).message).toMatch(/x\.csv cannot be written now \(EFBIG/);
      });
      expect(readFileSync(path, 'utf8')).toBe(header + row(2));
      file.rewrite(row(4));
      file.close();
      expect(readFileSync(path, 'utf8')).toBe(header + row(4));
    });
  });
});

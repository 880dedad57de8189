import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReplacedFile } from '../../../src/report/csv/replaced-file.js';
import { canFillDisk, whileDiskIsFull } from '../../helpers/files/full-disk.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';

const header = 'Name,Count\r\n';

function started() {
  const path = join(temporaryFolder(), 'results', 'x.csv');
  const file = new ReplacedFile(path, header);
  return { path, file, read: () => readFileSync(path, 'utf8') };
}

describe('ReplacedFile', () => {
  it('creates its folder and begins with the header alone', () => {
    const { path, read } = started();
    expect(read()).toBe(header);
    expect(readdirSync(dirname(path))).toEqual(['x.csv']);
  });

  it('replaces its rows, also by fewer and shorter ones', () => {
    const { file, read } = started();
    for (const rows of ['first é 🦗,1\r\nsecond,2\r\n', 'é,1\r\n', '', 'third,3\r\n']) {
      file.replace(rows);
      expect(read()).toBe(header + rows);
    }
  });

  it('never changes a file that a reader has open: the old rows stay whole', () => {
    const { path, file } = started();
    file.replace('one,1\r\n');
    const before = statSync(path).ino;
    file.replace('two,2\r\n');
    expect(statSync(path).ino).not.toBe(before);
  });

  it('writes nothing while nothing has changed', () => {
    const { path, file } = started();
    file.replace('one,1\r\n');
    const before = statSync(path).ino;
    file.replace('one,1\r\n');
    expect(statSync(path).ino).toBe(before);
  });

  it.each(['removed', 'renamed'])('is recreated after it was %s during a run, also with the same rows', (fate) => {
    const { path, file, read } = started();
    file.replace('one,1\r\n');
    if (fate === 'removed') rmSync(dirname(path), { recursive: true });
    else renameSync(path, `${path}.old`);
    file.replace('one,1\r\n');
    expect(read()).toBe(`${header}one,1\r\n`);
  });

  it('throws while its folder is a file, and is written after that is removed', () => {
    const { path, file, read } = started();
    rmSync(dirname(path), { recursive: true });
    writeFileSync(dirname(path), 'in the way');
    expect(() => file.replace('one,1\r\n')).toThrow(expect.objectContaining({ code: 'CSV_NOT_WRITABLE' }));
    rmSync(dirname(path));
    file.replace('one,1\r\n');
    expect(read()).toBe(`${header}one,1\r\n`);
  });

  it('throws when something else writes to it, and still replaces it', () => {
    const { path, file, read } = started();
    new ReplacedFile(path, header);
    expect(() => file.replace('one,1\r\n')).toThrow(expect.objectContaining({ code: 'CSV_SHARED' }));
    expect(read()).toBe(`${header}one,1\r\n`);
    writeFileSync(path, 'edited by hand');
    expect(() => file.replace('two,2\r\n')).toThrow(expect.objectContaining({ code: 'CSV_SHARED' }));
    expect(() => file.replace('three,3\r\n')).not.toThrow();
  });

  it('keeps a symbolic link, and writes to its target', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'real.csv'), '');
    symlinkSync(join(folder, 'real.csv'), join(folder, 'x.csv'));
    new ReplacedFile(join(folder, 'x.csv'), header).replace('one,1\r\n');
    expect(lstatSync(join(folder, 'x.csv')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real.csv'), 'utf8')).toBe(`${header}one,1\r\n`);
  });

  it('throws at once for a path that cannot be replaced, with a hint', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'folder.csv'));
    symlinkSync('/dev/full', join(folder, 'device.csv'));
    for (const path of [join(folder, 'file', 'x.csv'), join(folder, 'folder.csv'), join(folder, 'device.csv')])
      expect(() => new ReplacedFile(path, header)).toThrow(
        expect.objectContaining({
          code: 'CSV_NOT_WRITABLE',
          message: expect.stringContaining(`Expected to write ${path}, but `),
          hint: expect.stringContaining('--csv'),
        }),
      );
  });

  it.runIf(canFillDisk)(
    'keeps the old rows whole while the disk is full, and has the newest once there is room',
    () => {
      const { path, file, read } = started();
      const row = (n: number) => `row ${n} ${'é'.repeat(20)},${n}\r\n`;
      file.replace(row(1));
      whileDiskIsFull(readFileSync(path).length, () => {
        expect(() => file.replace(row(2) + row(3))).toThrow(/x\.csv cannot be written now \(EFBIG/);
      });
      expect(read()).toBe(header + row(1));
      expect(existsSync(`${path}.tmp`)).toBe(false);
      file.replace(row(4));
      expect(read()).toBe(header + row(4));
    },
  );
});

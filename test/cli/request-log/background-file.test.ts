import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { BackgroundFile } from '../../../src/cli/request-log/background-file.js';
import { canFillDisk, whileDiskIsFull } from '../../helpers/files/full-disk.js';
import { folderWith } from '../../helpers/processes/cli.js';

const newPath = () => join(folderWith({ log: 'old' }), 'log');
const lines = (count: number) => Array.from({ length: count }, (_, i) => `${i} ${'ä'.repeat(i % 50)}\n`);

describe('a file written in the background', () => {
  it.each([0, 1, 10_000])('has %i texts in order after close, also with a write under way', (count) => {
    const path = newPath();
    const file = new BackgroundFile(path);
    for (const line of lines(count)) file.append(line);
    file.flush();
    file.append('last\n');
    file.close();
    expect(readFileSync(path, 'utf8')).toBe(`${lines(count).join('')}last\n`);
    file.append('late');
    expect([file.error, file.dropped]).toEqual([null, 1]);
    file.close();
  });

  it('has them also if writes have ended in between', async () => {
    const path = newPath();
    const file = new BackgroundFile(path);
    for (const part of [lines(5_000), lines(3_000)]) {
      for (const line of part) file.append(line);
      file.flush();
      while (readFileSync(path, 'utf8').length < 1000) await new Promise((resolve) => setImmediate(resolve));
    }
    file.close();
    expect(readFileSync(path, 'utf8')).toBe([...lines(5_000), ...lines(3_000)].join(''));
  });

  it('creates its folder', () => {
    const path = join(folderWith(), 'new/folder/log');
    const file = new BackgroundFile(path);
    file.append('text');
    file.close();
    expect(readFileSync(path, 'utf8')).toBe('text');
  });

  it('counts what it dropped: texts beyond its bound, and those that could not be written', () => {
    const path = newPath();
    const bounded = new BackgroundFile(path, 10);
    for (const text of ['12345678', '345', '34']) bounded.append(text);
    bounded.close();
    expect([bounded.error, bounded.dropped, readFileSync(path, 'utf8')]).toEqual([null, 1, '1234567834']);
    const full = new BackgroundFile('/dev/full');
    for (const text of ['x', 'y']) full.append(text);
    full.close();
    expect([full.error, full.dropped]).toEqual([expect.objectContaining({ code: 'ENOSPC' }), 2]);
  });

  it('refuses anything but a regular file, and does not wait for a reader of a pipe', () => {
    expect(() => new BackgroundFile('/dev/null/x')).toThrow('ENOTDIR');
    const path = join(folderWith(), 'pipe');
    execFileSync('mkfifo', [path]);
    expect(() => new BackgroundFile(path)).toThrow('ENXIO');
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    expect(() => new BackgroundFile(path)).toThrow('it is a named pipe');
    closeSync(reader);
  });

  it('notices that it was renamed or removed', () => {
    const path = newPath();
    const file = new BackgroundFile(path);
    expect(file.isInPlace).toBe(true);
    renameSync(path, `${path}.1`);
    expect(file.isInPlace).toBe(false);
    writeFileSync(path, 'another');
    expect(file.isInPlace).toBe(false);
    file.close();
  });

  describe.runIf(canFillDisk)('on a disk that is full', () => {
    const texts = lines(100);
    const whole = texts.join('');

    it('writes everything when there is room again', async () => {
      const path = newPath();
      const file = new BackgroundFile(path);
      for (const text of texts) file.append(text);
      file.flush();
      await vi.waitFor(() => expect(readFileSync(path, 'utf8')).toBe(whole));
      await whileDiskIsFull(Buffer.byteLength(whole) + 5, async () => {
        file.append('more\nand\n');
        await vi.waitFor(() => {
          file.flush();
          expect(file.error).not.toBeNull();
        });
      });
      file.append('last\n');
      file.close();
      expect([file.error, file.dropped, readFileSync(path, 'utf8')]).toEqual([null, 0, `${whole}more\nand\nlast\n`]);
    });

    it('ends with a complete text, and counts the others', () => {
      const path = newPath();
      const file = new BackgroundFile(path);
      for (const text of texts) file.append(text);
      file.close();
      const other = new BackgroundFile(path);
      for (const text of texts) other.append(text);
      whileDiskIsFull(50, () => other.close());
      expect([other.dropped, readFileSync(path, 'utf8')]).toEqual([100, '']);
    });
  });
});

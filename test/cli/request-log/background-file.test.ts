import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BackgroundFile } from '../../../src/cli/request-log/background-file.js';
import { folderWith } from '../../helpers/cli.js';

const newPath = () => join(folderWith({ log: 'old' }), 'log');
const lines = (count: number) => Array.from({ length: count }, (_, i) => `${i} ${'ä'.repeat(i % 50)}\n`);

describe('a file written in the background', () => {
  it.each([0, 1, 10_000])('has %i texts in order after close, also with a write under way', (count) => {
    const path = newPath();
    const file = new BackgroundFile(path);
    for (const line of lines(count)) expect(file.append(line)).toBe(true);
    file.flush();
    file.append('last\n');
    file.close();
    expect(readFileSync(path, 'utf8')).toBe(`${lines(count).join('')}last\n`);
    expect([file.error, file.append('late')]).toEqual([null, false]);
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

  it('drops what exceeds its bound, and keeps an error', async () => {
    const bounded = new BackgroundFile(newPath(), 10);
    expect([bounded.append('12345678'), bounded.append('345'), bounded.append('34')]).toEqual([true, false, true]);
    bounded.close();
    const full = new BackgroundFile('/dev/full');
    full.append('x');
    full.close();
    expect(full.error).toMatchObject({ code: 'ENOSPC' });
    expect(() => new BackgroundFile('/dev/null/x')).toThrow('ENOTDIR');
  });
});

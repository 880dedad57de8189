import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/cli/config/read-config.js';
import { folderWith } from '../../helpers/processes/cli.js';

const importScript = async () => ({ default: { users: 5 } });
const read = async (folder: string, home?: string, file?: string) =>
  (await readConfig({ folder, home, file, importScript })).map(({ value, source }) => [source, value]);

describe('the configuration files', () => {
  it('are all read, lowest precedence first', async () => {
    const home = folderWith({ '.locust.conf': 'users = 1', 'mine.conf': 'users = 6' });
    const folder = folderWith({
      'locust.conf': 'users = 2',
      'pyproject.toml': '[tool.locust]\nusers = 3',
      'package.json': '{ "tsloc": { "users": 4 } }',
      'tsloc.config.ts': '',
    });
    expect(await read(folder, home, '~/mine.conf')).toEqual([
      ['~/.locust.conf', '1'],
      ['locust.conf', '2'],
      ['pyproject.toml', '3'],
      ['package.json (key "tsloc")', 4],
      ['tsloc.config.ts', 5],
      ['~/mine.conf', '6'],
    ]);
  });

  it('need not exist, except for the one of --config', async () => {
    const folder = folderWith({ 'a.toml': '[tool.locust]\nusers = 3', 'a.json': '{ "users": 4 }' });
    expect(await read(folder)).toEqual([]);
    expect(await read(folder, `/${'x'.repeat(5_000)}`)).toEqual([]); // a home folder that cannot be looked into
    expect(await read(folder, folder, 'a.toml')).toEqual([['a.toml', '3']]);
    expect(await read(folder, folder, 'a.json')).toEqual([['a.json', 4]]);
    await expect(read(folder, folder, 'none.conf')).rejects.toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIG',
        exitCode: 2,
        message: expect.stringContaining('Expected to read the configuration file none.conf, but ENOENT'),
      }),
    );
  });

  it('are UTF-8, with or without a byte order mark', async () => {
    const withBytes = (bytes: Buffer) => {
      const folder = folderWith();
      writeFileSync(join(folder, 'locust.conf'), bytes);
      return read(folder);
    };
    expect(await withBytes(Buffer.from('\ufeffusers = 3'))).toEqual([['locust.conf', '3']]);
    await expect(withBytes(Buffer.from([0xff, 0xfe]))).rejects.toThrow(
      'Expected to read the configuration file locust.conf, but it is not UTF-8.',
    );
  });

  it('must not include two of tsloc’s own', async () => {
    const folder = folderWith({ 'tsloc.config.ts': '', 'tsloc.config.json': '{}' });
    await expect(read(folder)).rejects.toThrow(
      'Expected one tsloc.config file, got tsloc.config.ts and tsloc.config.json.',
    );
  });
});

import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesFromMaster, writeFiles } from '../../../src/cli/cluster/files-from-master.js';
import { folderWith, freePort, startTsloc, tsloc } from '../../helpers/processes/cli.js';

describe('writeFiles', () => {
  it('writes to a private folder, where packages of the working directory are found', () => {
    const folder = folderWith({ 'node_modules/p/index.js': 'p' });
    const files = [
      { name: 'users.ts', contents: 'a' },
      { name: 'lib/b.json', contents: 'b' },
    ];
    mkdirSync(join(folder, 'deep'));
    const [path = ''] = writeFiles({ entries: ['users.ts'], files }, join(folder, 'deep'));
    const target = dirname(path);
    expect(statSync(target).mode & 0o777).toBe(0o700);
    const read = (name: string) => readFileSync(join(target, name), 'utf8');
    expect(['users.ts', 'lib/b.json', 'node_modules/p/index.js'].map(read)).toEqual(['a', 'b', 'p']);
  });
});

describe('-f -', () => {
  const users = `
import { events, task, User } from 'tsloc';
import { name } from './lib/name.ts';
import data from './lib/data.json' with { type: 'json' };
events.initCommandLineParser.addListener(({ parser }) => parser.addArgument('--suffix', { default: '' }));
export class Visitor extends User {
  @task visit() {
    const full = name + data.more + this.environment.parsedOptions.suffix;
    events.request.fire({ requestType: 'GET', name: full, responseTime: 1 });
    return this.sleep(0.05);
  }
}`;

  it('runs the files of the master, with what they import and the options that they add; none of them stays', async () => {
    const files = {
      'users.ts': users,
      'lib/name.ts': "export const name = 'from ';",
      'lib/data.json': '{"more": "json"}',
    };
    const cwd = folderWith(files);
    const port = String(await freePort());
    const secret = { TSLOC_MASTER_TOKEN: 'a secret' };
    const temporary = folderWith();
    const env = { ...secret, TMPDIR: temporary };
    const worker = startTsloc(['-f', '-', '--worker', '--master-port', port, '--suffix', '!'], {
      cwd: folderWith(),
      env,
    });
    await worker.printed(/waiting for the files of the master at 127.0.0.1:/);
    const stranger = startTsloc(['-f', '-', '--worker', '--master-port', port], { cwd: folderWith() });
    await stranger.printed(/waiting for the files of the master at 127.0.0.1:/);
    const prefix = join(cwd, 'out');
    const bind = ['--master', '--master-bind-host', '127.0.0.1', '--master-bind-port', port];
    const run = ['-f', 'users.ts', '--csv', prefix, '-u', '2', '-t', '1', '--only-summary', '--suffix', '!'];
    const master = startTsloc([...run, ...bind], { cwd, env: secret });
    await stranger.printed(
      /a connection to the master at 127.0.0.1:\d+ was refused \(Expected a node without --master-token/,
    );
    stranger.kill('SIGKILL');
    const [atMaster, atWorker] = await Promise.all([master.ended, worker.ended]);
    expect([atMaster.exitCode, atWorker.exitCode, atWorker.stderr]).toEqual([0, 0, expect.any(String)]);
    expect(readFileSync(`${prefix}_stats.csv`, 'utf8')).toContain('GET,from json!,');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is refused with an empty token, which would not encrypt', async () => {
    const address = { masterHost: '127.0.0.1', masterPort: 1, masterToken: '' };
    await expect(filesFromMaster(address, folderWith(), () => {})).rejects.toMatchObject({ code: 'BAD_OPTION' });
  });

  it('is refused without --worker', async () => {
    const { stderr, exitCode } = await tsloc(['-f', '-'], { cwd: tmpdir() });
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('only with --worker')]);
  });
});

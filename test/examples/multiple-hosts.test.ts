import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { users } from '../../examples/multiple-hosts.js';
import { root } from '../helpers/files/source-files.js';
import { folderWith, tsloc } from '../helpers/processes/cli.js';
import { demoRun } from '../helpers/processes/demo-run.js';
import { serveAndSee } from '../helpers/servers/server.js';

describe('examples/multiple-hosts.ts', () => {
  it('exports a class for each host', async () => {
    expect(users.map(({ name, host }) => [name, host])).toEqual([
      ['NorthUser', 'http://127.0.0.1:8000'],
      ['SouthUser', 'http://127.0.0.1:8001'],
    ]);
    const { stdout } = await tsloc(['-f', join(root, 'examples/multiple-hosts.ts'), '-l'], { cwd: folderWith() });
    expect(stdout).toBe('Available Users:\n    NorthUser\n    SouthUser\n');
  });

  it('sends the requests of each class to its own host, and some to a third one', async () => {
    const servers = [await serveAndSee(), await serveAndSee()];
    const moved = users.map((userClass, i) => {
      const { url = '' } = servers[i] ?? {};
      class Moved extends userClass {
        static override host = url;
        static override waitTime = () => 0.02;
      }
      return Object.defineProperty(Moved, 'name', { value: userClass.name });
    });
    const { samples } = await demoRun(users[0] as never, 80, { userClasses: moved, host: '', users: 6 });
    const places = new Set(samples.map(({ name, url }) => `${name}: ${url}`));
    expect(places).toEqual(
      new Set([
        `North home: ${servers[0]?.url}/health`,
        `South home: ${servers[1]?.url}/health`,
        'status page: http://127.0.0.1:8000/health',
      ]),
    );
    const homes = ['North home', 'South home'].map((home) => samples.filter(({ name }) => name === home).length);
    expect(servers.map(({ seen }) => seen.length)).toEqual(homes);
  });
});

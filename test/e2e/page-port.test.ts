/** The web page's port, by the real command. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { folderWith, tsloc, userFile } from '../helpers/processes/cli.js';

it('ends with one clear error and exit code 2, as in Locust, where the port is in use: no table, no file', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const cwd = folderWith({ 'locustfile.ts': userFile('one();') });
  const { stderr, exitCode } = await tsloc(['--web-host', '127.0.0.1', '--web-port', String(port)], {
    cwd,
    env: { LOCUST_HEADLESS: 'false' },
  });
  other.close();
  expect([exitCode, stderr.replace(/^\[.*\n/, '')]).toEqual([
    2,
    `tsloc: error: Expected a free port for the web page, but 127.0.0.1:${port} is in use. [PORT_IN_USE]\n` +
      'Choose another one with --web-port, or run --headless.\n',
  ]);
});

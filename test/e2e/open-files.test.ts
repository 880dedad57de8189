/** A run that needs more files than its process may open says which limit to raise. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../helpers/files/source-files.js';
import { Command, folderWith, imports } from '../helpers/processes/cli.js';
import { serve } from '../helpers/servers/server.js';

it('warns once, in the run, of a limit of open files that is too low', async () => {
  const server = await serve((_, response) => response.end());
  const file = `${imports}export class Visitor extends HttpUser { @task async visit() { await this.client.get('/'); } }`;
  const cwd = folderWith({ 'locustfile.ts': file });
  const run = `"${process.execPath}" "${join(root, 'bin/tsloc.js')}" -u 150 -r 1000 -t 2 --csv '' -H ${server.url}`;
  const program = `require('node:child_process').spawnSync('bash', ['-c', process.argv[1]], { stdio: 'inherit' })`;
  const { stderr, stdout } = await new Command(['-e', program, `ulimit -n 100; exec ${run}`], { cwd }).ended;
  expect((stdout + stderr).match(/WARNING.*\(EMFILE\).*ulimit -n/g)).toHaveLength(1);
  expect(stdout + stderr).toContain("OSError(24, 'Too many open files')");
});

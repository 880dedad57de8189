import { expect, it } from 'vitest';
import { folderWith, imports, startTsloc } from '../../helpers/processes/cli.js';

const text = `${imports}export class Visitor extends User { @task visit() {} }\n`;

it('a worker that is interrupted while it waits for a master ends; it says that --csv is for its master', async () => {
  const cwd = folderWith({ 'users.ts': text });
  const command = startTsloc(['-f', 'users.ts', '--worker', '--master-port', '1', '--csv', 'out'], { cwd });
  await command.printed(/Connecting to the master at 127.0.0.1:1/);
  command.kill('SIGINT');
  const { exitCode, stderr } = await command.ended;
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('give --csv to its master')]);
});

import { expect, it } from 'vitest';
import { folderWith, imports, userFile } from './cli.js';
import { commandSession } from './command-session.js';

const inSession = commandSession();

const adding = `${imports}events.initCommandLineParser.addListener(({ parser }) => parser.addArgument('--query'));
  export class Asker extends User { @task go() { console.log(process.cwd(), process.env.COLOUR); this.environment.runner?.quit(); } }`;

it('runs each command in its own folder and environment, without the listeners of others', async () => {
  const cwd = folderWith({ 'locustfile.ts': adding });
  const first = inSession(['--query', 'x', '--csv', ''], { cwd, env: { COLOUR: 'red' } });
  const second = inSession(['--query', 'x', '--csv', ''], { cwd: folderWith({ 'locustfile.ts': userFile('') }) });
  const third = inSession(['--csv', ''], { cwd: folderWith({ 'locustfile.ts': adding }) });
  expect((await first).stdout).toBe(`${cwd} red\n`);
  expect(await second).toMatchObject({ stdout: '', stderr: expect.stringContaining('--query'), exitCode: 2 });
  expect((await third).stdout).toMatch(/ undefined\n$/);
});

it('says which command ended the process, and runs the next one in another', async () => {
  const deadly = userFile("process.kill(process.pid, 'SIGKILL');");
  const dead = inSession(['--csv', ''], { cwd: folderWith({ 'locustfile.ts': deadly }) });
  const next = inSession(['-V'], { cwd: folderWith() });
  await expect(dead).rejects.toThrow('The process of --csv  has ended');
  expect(await next).toMatchObject({ stdout: expect.stringMatching(/^tsloc /), exitCode: 0 });
});

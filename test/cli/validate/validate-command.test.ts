import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../helpers/files/source-files.js';
import { folderWith, tsloc, userFile } from '../../helpers/processes/cli.js';
import { commandSession } from '../../helpers/processes/command-session.js';

const inSession = commandSession();

describe.concurrent('tsloc validate', () => {
  it('prints each request of each class, with exit code 0 if nothing fails', async () => {
    const cwd = folderWith({ 'users.ts': userFile('one();') });
    const { stdout, stderr, exitCode } = await tsloc(['validate', '-f', 'users.ts'], { cwd });
    expect(stdout).toBe(
      [
        'types: skipped\nTypeScript is not installed in this project.',
        'Walker:',
        `  GET    ${'/a'.padEnd(50)}     5 ms`,
        '  1 requests, 0 failures, 0 exceptions\n',
      ].join('\n'),
    );
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it.each(["one('too slow');", "throw new Error('oh');"])('has exit code 1 after %s', async (body) => {
    const { exitCode } = await inSession(['validate'], { cwd: folderWith({ 'locustfile.ts': userFile(body) }) });
    expect(exitCode).toBe(1);
  });

  it('counts errors that no promise carries, with exit code 1', async () => {
    const body = `one();
      void Promise.reject(new Error('rejected'));
      setImmediate(() => { throw new TypeError('thrown later'); });`;
    const cwd = folderWith({ 'locustfile.ts': userFile(body) });
    const { stdout, stderr, exitCode } = await inSession(['validate'], { cwd });
    expect(stdout).toContain('  exception  rejected\n');
    expect(stdout).toContain('  exception  thrown later\n');
    expect(stdout).toContain('  1 requests, 0 failures, 2 exceptions\n');
    expect([stderr, exitCode]).toEqual(['', 1]);
  });

  it('checks with the types of the running copy where the project has no tsloc, and with the aliases of the project', async () => {
    const cwd = folderWith({
      'package.json': '{ "type": "module" }',
      'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "paths": { "@lib/*": ["./lib/*"] } } }',
      'lib/number.ts': 'export const five = 5;',
      'locustfile.ts': `${userFile('one();')}
        import { five } from '@lib/number.js';
        import { AudioUser } from 'tsloc/users/audio';
        export const wrong: string = Walker.weight + five;
        export const known: number = AudioUser.weight;`,
      'node_modules/.keep': '',
    });
    symlinkSync(join(root, 'node_modules/typescript'), join(cwd, 'node_modules/typescript'));
    const { stdout, exitCode } = await inSession(['validate', 'Walker'], { cwd });
    const errors = stdout.split('\n').filter((line) => line.includes('error TS'));
    expect(errors).toEqual([expect.stringMatching(/TS2322: Type 'number' is not assignable to type 'string'/)]);
    expect(exitCode).toBe(1);
  });

  it('refuses targets of classes that the files do not have, before any task runs', async () => {
    const targets = "export const targets = ['user Walkr p95 < 1s'];";
    const cwd = folderWith({ 'locustfile.ts': `${targets}\n${userFile('one();')}` });
    const { stdout, stderr, exitCode } = await inSession(['validate'], { cwd });
    expect(stderr).toContain('Did you mean Walker?');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it('limits the time of the tasks by a typed --run-time alone, and not by 0', async () => {
    const late = userFile('await new Promise((resolve) => setTimeout(resolve, 1200)); one();');
    const cwd = folderWith({ 'locustfile.ts': late });
    const passed = { stdout: expect.stringContaining('  1 requests, 0 failures, 0 exceptions\n'), exitCode: 0 };
    expect(await inSession(['validate', '-t', '0'], { cwd })).toMatchObject(passed);
    expect(await inSession(['validate'], { cwd, env: { LOCUST_RUN_TIME: '1s' } })).toMatchObject(passed);
    const typed = await inSession(['validate', '-t', '1s'], { cwd });
    expect(typed).toMatchObject({ stdout: expect.stringContaining(', stopped after 1 s: a task did'), exitCode: 1 });
  });

  it('runs what a run with --equal-weights does', async () => {
    const retired = `export class Retired extends Walker { static override weight = 0; }`;
    const cwd = folderWith({ 'locustfile.ts': `${userFile('one();')}\n${retired}` });
    const classesOf = async (...args: string[]) => {
      const { stdout } = await inSession(['validate', ...args], { cwd });
      return [...stdout.matchAll(/^(\w+):$/gm)].map(([, name]) => name);
    };
    expect(await classesOf()).toEqual(['Walker']);
    expect(await classesOf('--equal-weights')).toEqual(['Retired', 'Walker']);
  });

  it('accepts --config-users for a class that does not run', async () => {
    const cwd = folderWith({ 'locustfile.ts': `${userFile('one();')}\nexport class Other extends Walker {}` });
    const config = ['--config-users', '{"user_class_name":"Other","weight":2}'];
    const { stdout, exitCode } = await inSession(['validate', 'Walker', ...config], { cwd });
    expect(stdout).toMatch(/\nWalker:\n.*\n {2}1 requests, 0 failures, 0 exceptions\n$/);
    expect(exitCode).toBe(0);
  });

  it('has help', async () => {
    const { stdout, exitCode } = await inSession(['validate', '--help'], { cwd: folderWith() });
    expect(stdout).toMatch(/^Usage: tsloc validate \[options\]/);
    expect(exitCode).toBe(0);
  });
});

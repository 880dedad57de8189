import { describe, expect, it } from 'vitest';
import { folderWith, tsloc, userFile } from '../../helpers/cli.js';

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
    const { exitCode } = await tsloc(['validate'], { cwd: folderWith({ 'locustfile.ts': userFile(body) }) });
    expect(exitCode).toBe(1);
  });

  it('has help', async () => {
    const { stdout, exitCode } = await tsloc(['validate', '--help'], { cwd: folderWith() });
    expect(stdout).toMatch(/^Usage: tsloc validate \[options\]/);
    expect(exitCode).toBe(0);
  });
});

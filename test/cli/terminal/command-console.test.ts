import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CommandConsole, type JsonOutput, openJsonFile } from '../../../src/cli/terminal/command-console.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { folderWith, tsloc, userFile } from '../../helpers/cli.js';
import { makeEnvironment } from '../../helpers/logged-environment.js';

function printed(json: Partial<JsonOutput>): { tables: number; errors: string[] } {
  const lines: string[] = [];
  const errors: string[] = [];
  const output = {
    render: () => '[]\n',
    print: null,
    file: null,
    onError: (error: string) => errors.push(error),
    ...json,
  };
  const options = { write: (line: string) => lines.push(line), columns: () => null, periodic: false };
  new CommandConsole(options, output).printFinal(takeSnapshot(makeEnvironment().environment));
  return { tables: lines.filter((line) => line.startsWith('Type')).length, errors };
}

describe('the final output', () => {
  it('consists of tables, with --json also of JSON, with --json-file also of a file', () => {
    const out: string[] = [];
    expect(printed({})).toEqual({ tables: 2, errors: [] });
    expect(printed({ print: (text) => out.push(text) })).toEqual({ tables: 2, errors: [] });
    const path = join(folderWith(), 'results');
    const file = openJsonFile(path);
    expect(printed({ file, print: (text) => out.push(text) })).toEqual({ tables: 2, errors: [] });
    closeSync(file);
    expect([out, readFileSync(`${path}.json`, 'utf8')]).toEqual([['[]\n', '[]\n'], '[]\n']);
  });

  it('reports a file that cannot be written, at the beginning or at the end', () => {
    expect(() => openJsonFile('/dev/null/x')).toThrow(
      expect.objectContaining({ code: 'JSON_NOT_WRITABLE', exitCode: 1 }),
    );
    const file = openSync('/dev/full', 'w');
    expect(printed({ file }).errors).toEqual([expect.stringMatching(/^The JSON file could not be written: ENOSPC/)]);
    closeSync(file);
  });

  it('of the command is JSON on stdout only, and a file with .json appended', async () => {
    const cwd = folderWith({ 'locustfile.ts': userFile("one('no'); this.environment.runner?.quit();") });
    const { stdout, stderr, exitCode } = await tsloc(['--json', '--json-file', 'out', '--csv', ''], { cwd });
    expect(JSON.parse(stdout)).toMatchObject([{ name: '/a', method: 'GET', num_requests: 1, num_failures: 1 }]);
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toBe(stdout);
    expect(stderr).toContain('Response time percentiles');
    expect(exitCode).toBe(1);
  });
});

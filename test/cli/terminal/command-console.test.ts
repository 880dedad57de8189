import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CommandConsole } from '../../../src/cli/terminal/command-console.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { folderWith, tsloc, userFile } from '../../helpers/processes/cli.js';
import { workedJudgement } from '../../helpers/statistics/judgement.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

describe('the final output', () => {
  it('consists of tables, and annotations below them', () => {
    const lines: string[] = [];
    const options = { write: (line: string) => lines.push(line), columns: () => null, periodic: false };
    const console = new CommandConsole(options, (_, { results }) => lines.push(`${results.length} targets`));
    console.printFinal(takeSnapshot(makeEnvironment().environment), workedJudgement());
    expect(lines.filter((line) => line.startsWith('Type'))).toHaveLength(2);
    expect(lines.at(-1)).toBe('4 targets');
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

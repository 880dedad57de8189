/** Options that exclude or need one another: the message and the exit code of the command. */
import { describe, expect, it } from 'vitest';
import { folderWith, userFile } from '../../helpers/processes/cli.js';
import { commandSession } from '../../helpers/processes/command-session.js';

const inSession = commandSession();
const cwd = folderWith({ 'locustfile.ts': userFile('one();') });

describe.concurrent('the command line', () => {
  it.each([
    ['--csv-full-history --csv=', 2, "'--csv-full-history' requires '--csv'."],
    ['--autoquit 5', 1, 'Expected --autostart with --autoquit, got --autoquit alone.'],
    ['--headful --web-base-path load', 1, "argument --web-base-path: expected a path that begins with /, got 'load'"],
    ['--master --worker', 255, 'Expected --master or --worker, got both.'],
    ['--master --processes 2', 1, 'Expected --processes without --master, which it implies, got both.'],
    ['--processes -2', 1, 'Expected a number of --processes of 0 or more, or -1 for one for each core, got -2.'],
    ['--master --trace', 1, 'Expected --trace on workers, which send the requests, got it with --master.'],
    ['--master --trace-failures 3', 1, 'Expected --trace-failures on workers, which send the requests,'],
    ['--master --request-log a.csv', 1, 'Expected --request-log on workers, which send the requests,'],
    ['--request-log a.txt', 2, 'argument --request-log: expected a file that ends in .csv, .jsonl or .jtl,'],
    ['-f -', 1, "Expected a file after -f, got '-': only with --worker are files taken from a master."],
    ['--config-users {"user_class_name":"Nobody"}', 255, 'Nobody'],
    ['--config', 2, 'argument --config: expected one argument'],
    ['Walker Nobody', 1, 'Unknown User(s): Nobody'],
  ])('with %s ends with %i and says why', async (words, code, message) => {
    const { exitCode, stderr } = await inSession(words.split(' '), { cwd });
    expect(stderr).toContain(message);
    expect(exitCode).toBe(code);
  });
});

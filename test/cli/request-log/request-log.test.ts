import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RequestLog } from '../../../src/cli/request-log/request-log.js';
import { folderWith, startTsloc, userFile } from '../../helpers/processes/cli.js';
import { makeSample } from '../../helpers/statistics/samples.js';

describe('--request-log', () => {
  it('has a header and a line for each request', () => {
    const path = join(folderWith(), 'log.csv');
    const log = new RequestLog(path, () => 1);
    for (const name of ['/a', '/b']) log.record(makeSample({ name }));
    log.end();
    expect(readFileSync(path, 'utf8').split('\n')).toEqual([
      expect.stringMatching(/^timestamp,/),
      expect.stringContaining(',/a,'),
      expect.stringContaining(',/b,'),
      '',
    ]);
  });

  it('has the users that are running, counted again after a tenth of a second', () => {
    const path = join(folderWith(), 'log.jtl');
    let users = 1;
    const log = new RequestLog(path, () => users++);
    for (const startTime of [1, 1.05, 1.15, 1.3]) log.record(makeSample({ startTime }));
    log.end();
    const rows = readFileSync(path, 'utf8').trimEnd().split('\n').slice(1);
    expect(rows.map((row) => row.split(',')[12])).toEqual(['1', '1', '2', '3']);
  });

  it('counts requests that could not be written', () => {
    const path = join(folderWith(), 'log.jsonl');
    const log = new RequestLog(path, () => 1);
    log.end();
    log.record(makeSample());
    const message = `${path} is incomplete: 1 requests were not written, because the disk was too slow.`;
    expect(() => log.end()).toThrow(expect.objectContaining({ code: 'REQUEST_LOG_INCOMPLETE', message }));
  });

  it('that was removed or renamed during the run is incomplete', () => {
    const path = join(folderWith(), 'log.jsonl');
    const log = new RequestLog(path, () => 1);
    log.tick();
    renameSync(path, `${path}.1`);
    log.record(makeSample());
    const error = expect.objectContaining({ code: 'REQUEST_LOG_INCOMPLETE', message: expect.stringContaining(path) });
    expect(() => log.tick()).toThrow(error);
    expect(() => log.end()).toThrow(error);
    expect(readFileSync(`${path}.1`, 'utf8').split('\n')).toHaveLength(2);
  });

  it('refuses other endings, and a file that cannot be made', () => {
    expect(() => new RequestLog('log.txt', () => 1)).toThrow(
      expect.objectContaining({
        code: 'BAD_OPTION',
        exitCode: 2,
        message: "argument --request-log: expected a file that ends in .csv, .jsonl or .jtl, got 'log.txt'",
      }),
    );
    expect(() => new RequestLog('/dev/null/x.csv', () => 1)).toThrow(
      expect.objectContaining({ code: 'REQUEST_LOG_NOT_WRITABLE', exitCode: 1 }),
    );
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'is complete after %s: as many lines as the statistics count',
    async (signal) => {
      const cwd = folderWith({ 'locustfile.ts': userFile('for (let i = 0; i < 50; i++) one();') });
      const args = ['--request-log', 'log.jsonl', '--json', '--csv', '', '-u', '5', '-r', '100'];
      const command = startTsloc(args, { cwd });
      await command.printed(/All users spawned/);
      command.kill(signal);
      const { stdout } = await command.ended;
      const lines = readFileSync(join(cwd, 'log.jsonl'), 'utf8').trimEnd().split('\n');
      const [row] = JSON.parse(stdout) as { num_requests: number }[];
      expect(row?.num_requests).toBeGreaterThan(0);
      expect(lines.length).toBe(row?.num_requests);
    },
  );
});

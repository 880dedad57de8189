import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createLog,
  createSummaryWriter,
  createTableWriter,
  createTraceWriter,
} from '../../../src/cli/run/create-log.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { getLogger } from '../../../src/util/log/named-loggers.js';
import { canFillDisk, whileDiskIsFull } from '../../helpers/files/full-disk.js';
import { folderWith } from '../../helpers/processes/cli.js';

describe('the log of a run', () => {
  const logged = (options: Parameters<typeof makeOptions>[0]) => {
    const lines: string[] = [];
    const logger = createLog(makeOptions(options), (line) => lines.push(line)).logger('a');
    logger.debug('d');
    logger.info('i');
    logger.warning('w');
    return lines.map((line) => line.replace(/^.*: /, ''));
  };

  it('has the lines of its level and above; only warnings with --skip-log-setup', () => {
    expect(logged({})).toEqual(['i', 'w']);
    expect(logged({ loglevel: 'DEBUG' })).toEqual(['d', 'i', 'w']);
    expect(logged({ skipLogSetup: true, loglevel: 'DEBUG', logfile: '/dev/null/x' })).toEqual(['w']);
  });

  it('is appended to --logfile', () => {
    const logfile = join(folderWith({ log: 'before\n' }), 'log');
    expect(logged({ logfile })).toEqual([]);
    expect(readFileSync(logfile, 'utf8')).toMatch(/^before\n\[.*: i\n\[.*: w\n$/);
  });

  it('continues in a new file when that was removed or renamed, even with its folder', () => {
    const folder = folderWith({ 'logs/log': '' });
    const logfile = join(folder, 'logs', 'log');
    const logger = createLog(makeOptions({ logfile }), () => {}).logger('a');
    logger.info('1');
    renameSync(join(folder, 'logs'), join(folder, 'old'));
    logger.info('2');
    renameSync(logfile, `${logfile}.1`);
    logger.info('3');
    const lines = [join(folder, 'old', 'log'), `${logfile}.1`, logfile].map((path) => readFileSync(path, 'utf8'));
    expect(lines.map((text) => text.replace(/^.*: /, ''))).toEqual(['1\n', '2\n', '3\n']);
  });

  it('is written into a folder that does not exist yet', () => {
    const logfile = join(folderWith(), 'logs/a/run.log');
    expect(logged({ logfile })).toEqual([]);
    expect(existsSync(logfile)).toBe(true);
  });

  it('is refused as a named pipe that nobody reads', () => {
    const logfile = join(folderWith(), 'pipe');
    execFileSync('mkfifo', [logfile]);
    expect(() => logged({ logfile })).toThrow(expect.objectContaining({ code: 'LOGFILE_NOT_WRITABLE' }));
  });

  it.skipIf(!canFillDisk)('loses no line and cuts none when the disk becomes full', () => {
    const logfile = join(folderWith(), 'log');
    const lines: string[] = [];
    const logger = createLog(makeOptions({ logfile }), (line) => lines.push(line)).logger('a');
    const texts = ['1', '2', '3', '4'].map((digit) => digit.repeat(1_000));
    whileDiskIsFull(2_500, () => texts.forEach((text) => void logger.info(text)));
    const inFile = readFileSync(logfile, 'utf8').replace(/^.*: /gm, '');
    expect(inFile).toBe(`${texts[0]}\n${texts[1]}\n`);
    expect(lines.map((line) => line.replace(/^.*: /, ''))).toEqual([
      expect.stringContaining('the log continues here.'),
      ...texts.slice(2),
    ]);
  });

  it('continues on the terminal when the file is no longer writable, and is rejected if it never was', () => {
    const lines = logged({ logfile: '/dev/full' });
    expect(lines).toEqual([expect.stringContaining('the log continues here.'), 'i', 'w']);
    expect(() => logged({ logfile: '/dev/null/x' })).toThrow(expect.objectContaining({ code: 'LOGFILE_NOT_WRITABLE' }));
  });
});

describe('--json-logs', () => {
  const options = makeOptions({ jsonLogs: true });

  it('makes each line an object, those of tables too', () => {
    const lines: string[] = [];
    createLog(options, (line) => lines.push(line))
      .logger('a.b')
      .warning('two\nlines');
    createTableWriter(options, (line) => lines.push(line))('Type  Name');
    createSummaryWriter(options, (line) => lines.push(line))('Scenarios');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
        level: 'WARNING',
        logger: 'a.b',
        host: expect.any(String),
        message: 'two\nlines',
      },
      expect.objectContaining({ logger: 'locust.stats_logger', message: 'Type  Name' }),
      expect.objectContaining({ logger: 'locust.stats_logger', message: 'Scenarios' }),
    ]);
  });
});

it('writes tables unchanged, and not at all with --skip-log-setup, which keeps the summary of scenarios', () => {
  const lines: string[] = [];
  createTableWriter(makeOptions(), (line) => lines.push(line))('a');
  createTableWriter(makeOptions({ skipLogSetup: true }), (line) => lines.push(line))('b');
  createSummaryWriter(makeOptions({ skipLogSetup: true }), (line) => lines.push(line))('c');
  expect(lines).toEqual(['a', 'c']);
});

it('gets the lines of loggers by name, at their own level', () => {
  const lines: string[] = [];
  createLog(makeOptions(), (line) => lines.push(line.replace(/^.*?\/(?=[A-Z])/, '')));
  getLogger('test.shop').info('hello');
  getLogger('test.shop').debug('not yet');
  getLogger('test.shop').setLevel('DEBUG');
  getLogger('test.shop').debug('now');
  expect(lines).toEqual(['INFO/test.shop: hello', 'DEBUG/test.shop: now']);
});

it('writes traces unchanged, or as JSON with --json-logs, whatever else is logged', () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  createTraceWriter(makeOptions({ skipLogSetup: true }), write)('> GET /');
  createTraceWriter(makeOptions({ jsonLogs: true }), write)('> GET /');
  expect(lines[0]).toBe('> GET /');
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ logger: 'locust.trace', message: '> GET /' });
});

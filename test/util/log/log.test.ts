import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Log, type LogLevel, logLevels } from '../../../src/util/log/log.js';

function linesAt(level: LogLevel): string[] {
  const lines: string[] = [];
  const logger = new Log(level, (line) => lines.push(line)).logger('locust.main');
  logger.debug('one');
  logger.info('two');
  logger.warning('three');
  logger.error('four');
  logger.critical('five');
  return lines;
}

describe('Log', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(new Date(2026, 2, 4, 5, 6, 7, 8));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('writes lines in Locust’s format: local time, short host name, level, logger, message', () => {
    const lines: string[] = [];
    new Log('INFO', (line) => lines.push(line)).logger('locust.runners').info('All users spawned: {"A": 1}');
    const host = hostname().split('.')[0];
    expect(lines).toEqual([`[2026-03-04 05:06:07,008] ${host}/INFO/locust.runners: All users spawned: {"A": 1}`]);
  });

  it.each(logLevels.map((level, index) => [level, 5 - index] as const))(
    'at %s writes the %i most severe levels',
    (level, count) => {
      const expected = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'].slice(5 - count);
      expect(linesAt(level).map((line) => line.split('/')[1])).toEqual(expected);
    },
  );

  it('passes a message of several lines to `write` in one call', () => {
    const lines: string[] = [];
    new Log('DEBUG', (line) => lines.push(line)).logger('root').error('first\nsecond');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/\/ERROR\/root: first\nsecond$/);
  });

  it('shows control characters of a message without their effect', () => {
    const lines: string[] = [];
    new Log('DEBUG', (line) => lines.push(line)).logger('root').error('a\u001b[2J\r\u009bb\u202e');
    expect(lines[0]).toMatch(/root: a\\x1b\[2J\\r\\x9bb\\u202e$/);
    new Log('DEBUG', (line) => lines.push(line)).logger('sh\u001bop\n').error('a');
    expect(lines[1]).toMatch(/\/ERROR\/sh\\x1bop\\n: a$/);
  });

  it('has no control character in JSON, and the same message', () => {
    const lines: string[] = [];
    const message = 'a\u001b[2J\r\u009bb\u202e\u007f';
    new Log('DEBUG', (line) => lines.push(line), 'json').logger('sh\u009bop').error(message);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ logger: 'sh\u009bop', message });
    expect(lines[0]).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
  });
});

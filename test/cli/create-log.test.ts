import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/cli/create-log.js';
import { makeOptions } from '../../src/core/options.js';
import { folderWith } from '../helpers/cli.js';

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

  it('continues elsewhere when the file is no longer writable, and is refused if it never was', () => {
    const lines = logged({ logfile: '/dev/full' });
    expect(lines).toEqual([expect.stringContaining('the log continues here.'), 'i', 'w']);
    expect(() => logged({ logfile: '/dev/null/x' })).toThrow(expect.objectContaining({ code: 'LOGFILE_NOT_WRITABLE' }));
  });
});

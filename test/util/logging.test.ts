import { describe, expect, it } from 'vitest';
import { levelOf, logging, setLoggingTarget } from '../../src/util/logging.js';

describe('logging', () => {
  it('writes to the current target, under its name', () => {
    const entries: string[][] = [];
    setLoggingTarget((...entry) => entries.push(entry));
    const logger = logging('shop');
    logger.info('a');
    logger.critical('b');
    logging().debug('c');
    expect(entries).toEqual([
      ['INFO', 'shop', 'a'],
      ['CRITICAL', 'shop', 'b'],
      ['DEBUG', 'root', 'c'],
    ]);
  });

  it('sets levels for a name and those below it', () => {
    logging('a.b').setLevel('ERROR');
    expect([levelOf('a.b'), levelOf('a.b.c'), levelOf('a'), levelOf('a.bc')]).toEqual([
      'ERROR',
      'ERROR',
      undefined,
      undefined,
    ]);
    logging('a.b.c').setLevel('DEBUG');
    expect([levelOf('a.b.c.d'), levelOf('a.b.x')]).toEqual(['DEBUG', 'ERROR']);
    expect(() => logging('a').setLevel('LOUD' as never)).toThrow('Expected a level, one of DEBUG, INFO');
  });
});

import { describe, expect, it } from 'vitest';
import { getLogger, levelOf, setLogDestination } from '../../../src/util/log/named-loggers.js';

describe('getLogger', () => {
  it('writes to the current destination, under its name', () => {
    const entries: string[][] = [];
    setLogDestination((...entry) => entries.push(entry));
    const logger = getLogger('shop');
    logger.info('a');
    logger.critical('b');
    getLogger().debug('c');
    expect(entries).toEqual([
      ['INFO', 'shop', 'a'],
      ['CRITICAL', 'shop', 'b'],
      ['DEBUG', 'root', 'c'],
    ]);
  });

  it('sets the level of a logger and of its child loggers', () => {
    getLogger('a.b').setLevel('ERROR');
    expect([levelOf('a.b'), levelOf('a.b.c'), levelOf('a'), levelOf('a.bc')]).toEqual([
      'ERROR',
      'ERROR',
      undefined,
      undefined,
    ]);
    getLogger('a.b.c').setLevel('DEBUG');
    expect([levelOf('a.b.c.d'), levelOf('a.b.x')]).toEqual(['DEBUG', 'ERROR']);
    expect(() => getLogger('a').setLevel('LOUD' as never)).toThrow('Expected a level, one of DEBUG, INFO');
  });
});

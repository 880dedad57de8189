import { describe, expect, it } from 'vitest';
import { isAlarming, isAtLeast, levelOf } from '../../../../src/web/page/tabs/log-line.js';

const line = (level: string) => `[2026-11-29 21:14:35,136] vm/${level}/locust.main: what INFO/ERROR/ is`;

describe('a line of the log', () => {
  it('has the level of its head, not of its text', () => {
    expect(['DEBUG', 'WARNING', 'CRITICAL'].map((level) => levelOf(line(level)))).toEqual([
      'DEBUG',
      'WARNING',
      'CRITICAL',
    ]);
    expect(levelOf('Traceback: a/ERROR/b: no head')).toBeNull();
    expect(levelOf(line('LOUD'))).toBeNull();
  });

  it('is an alarm from WARNING on', () => {
    expect(['INFO', 'WARNING', 'ERROR'].map((level) => isAlarming(line(level)))).toEqual([false, true, true]);
    expect(isAlarming('no head')).toBe(false);
  });

  it('counts as INFO without a level', () => {
    expect([isAtLeast('no head', 'INFO'), isAtLeast('no head', 'WARNING'), isAtLeast(line('ERROR'), 'ERROR')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { optionLabel, plural, stateWord } from '../../../../src/web/page/text/words.js';

describe('words', () => {
  it('name states of both kinds of runner, and show unknown ones unchanged', () => {
    expect(['ready', 'cleanup', 'stopping', 'paused'].map(stateWord)).toEqual([
      'Ready',
      'Stopping',
      'Stopping',
      'paused',
    ]);
  });

  it('convert option names to labels', () => {
    expect(['my_long_option', 'myLongOption', 'apiURL'].map(optionLabel)).toEqual([
      'My long option',
      'My long option',
      'ApiURL',
    ]);
  });

  it('count nouns', () => {
    expect([1, 2000].map((n) => plural(n, 'user'))).toEqual(['1 user', '2,000 users']);
  });
});

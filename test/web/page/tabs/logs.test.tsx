import { afterEach, describe, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun } from '../../../../src/web/page/feed/run-view.js';
import { byNode, Logs } from '../../../../src/web/page/tabs/logs.js';
import { wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

describe('the logs', () => {
  it('are listed by node, this process first', () => {
    const lines = [
      { node: 'w1', text: 'a' },
      { node: '', text: 'b' },
      { node: 'w1', text: 'c' },
    ];
    expect(byNode(lines)).toEqual([
      ['', ['b']],
      ['w1', ['a', 'c']],
    ]);
    run.value = { ...unknownRun, log: lines };
    expect(wordsOf(<Logs />)).toMatch(/This process b Worker w1 a c$/);
  });

  it('show a text without lines', () => {
    expect(wordsOf(<Logs />)).toMatch(/No lines\.$/);
  });
});

import { describe, expect, it } from 'vitest';
import { StateButtons } from '../../../../src/web/page/header/state-buttons.js';
import { markupOf, wordsOf } from '../markup.js';

const buttons = (state: string) => <StateButtons state={state} onEdit={() => {}} onNew={() => {}} />;

describe('what can be done', () => {
  it.each([
    ['ready', ''],
    ['spawning', 'Reset Edit Stop'],
    ['running', 'Reset Edit Stop'],
    ['stopping', 'Reset Edit Stopping'],
    ['cleanup', 'Reset Edit Stopping'],
    ['stopped', 'Reset New test'],
  ])('in the state %s is: %s', (state, words) => {
    expect(wordsOf(buttons(state))).toBe(words);
  });

  it('is neither a second stop nor an edit while a test stops', () => {
    expect(markupOf(buttons('stopping')).match(/ disabled/g)).toHaveLength(2);
    expect(markupOf(buttons('running'))).not.toContain(' disabled');
  });
});

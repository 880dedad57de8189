import { describe, expect, it } from 'vitest';
import { StateButtons } from '../../../../src/web/page/header/state-buttons.js';
import { markupOf, wordsOf } from '../markup.js';

const buttons = (state: string) => <StateButtons state={state} onEdit={() => {}} onNew={() => {}} />;

describe('the buttons', () => {
  it.each([
    ['ready', ''],
    ['spawning', 'Reset Edit Stop'],
    ['running', 'Reset Edit Stop'],
    ['stopping', 'Reset Edit Stopping'],
    ['cleanup', 'Reset Edit Stopping'],
    ['stopped', 'Reset New test'],
  ])('in the state %s are: %s', (state, words) => {
    expect(wordsOf(buttons(state))).toBe(words);
  });

  it('include neither stop nor edit while a test stops', () => {
    expect(markupOf(buttons('stopping')).match(/ disabled/g)).toHaveLength(2);
    expect(markupOf(buttons('running'))).not.toContain(' disabled');
  });
});

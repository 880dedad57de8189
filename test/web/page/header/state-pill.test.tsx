import { expect, it } from 'vitest';
import { StatePill } from '../../../../src/web/page/header/state-pill.js';
import { markupOf, wordsOf } from '../markup.js';

it('the state is a word in a live region', () => {
  expect(wordsOf(<StatePill state="spawning" />)).toBe('Starting users');
  expect(markupOf(<StatePill state="spawning" />)).toContain('role="status"');
});

import { expect, it } from 'vitest';
import { LogList } from '../../../../src/web/page/tabs/log-list.js';
import { markupOf, wordsOf } from '../markup.js';

it('lines are text, marked by their level', () => {
  const list = <LogList title="This process" lines={['[t] vm/ERROR/x: <b>no</b>', 'more']} />;
  expect(wordsOf(list)).toBe('This process [t] vm/ERROR/x: <b>no</b> more');
  expect(markupOf(list)).toMatch(/<li class="level-error">.*<li class="level-none">/);
});

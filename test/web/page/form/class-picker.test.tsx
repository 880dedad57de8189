import { expect, it } from 'vitest';
import { ClassPicker } from '../../../../src/web/page/form/class-picker.js';
import { markupOf, wordsOf } from '../markup.js';

const settings = { A: { weight: 3, host: 'http://a' }, B: { weight: 1, fixed_count: 2, host: null } };
const picker = (isFixed: boolean) => (
  <ClassPicker
    classes={['A', 'B', 'C']}
    first={['A', 'B']}
    settings={settings}
    isFixed={isFixed}
    onSettings={() => {}}
  />
);

it('the class picker starts with the previous choice, and shows the number of users of each class', () => {
  expect(wordsOf(picker(false))).toBe('User classes All 3 A http://a weight 3 B exactly 2 C');
  expect(markupOf(picker(false)).match(/name="user_classes" value="\w" checked/g)).toHaveLength(2);
  expect(markupOf(picker(false))).toContain('aria-label="Settings of B"');
});

it('the class picker of a running test shows its classes and leads to their settings, but cannot change the choice', () => {
  expect(markupOf(picker(false))).not.toContain('disabled');
  expect(markupOf(picker(true)).match(/<input type="checkbox"[^>]* disabled/g)).toHaveLength(4);
  expect(markupOf(picker(true))).toContain('aria-label="Settings of B"');
});

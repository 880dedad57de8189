import { expect, it } from 'vitest';
import { ClassPicker } from '../../../../src/web/page/form/class-picker.js';
import { markupOf, wordsOf } from '../markup.js';

it('the class picker starts with the previous choice, and shows the number of users of each class', () => {
  const settings = { A: { weight: 3, host: 'http://a' }, B: { weight: 1, fixed_count: 2, host: null } };
  const picker = <ClassPicker classes={['A', 'B', 'C']} first={['A', 'B']} settings={settings} onSettings={() => {}} />;
  expect(wordsOf(picker)).toBe('User classes All 3 A http://a weight 3 B exactly 2 C');
  expect(markupOf(picker).match(/name="user_classes" value="\w" checked/g)).toHaveLength(2);
  expect(markupOf(picker)).toContain('aria-label="Settings of B"');
});

import { expect, it } from 'vitest';
import { ClassSettings } from '../../../../src/web/page/form/class-settings.js';
import { markupOf, wordsOf } from '../markup.js';

it('the settings of a class are its tasks, selected ones checked, and its attributes', () => {
  const settings = { tasks: ['upload'], weight: 3, host: 'http://a' };
  const form = (
    <ClassSettings name="A" settings={settings} tasks={['upload', 'poll']} onSaved={() => {}} onClose={() => {}} />
  );
  expect(wordsOf(form)).toBe('A Tasks upload poll Weight Host Cancel Save');
  expect(markupOf(form)).toMatch(/value="upload" checked.*value="poll"\/>.*name="weight"[^>]*value="3".*name="host"/);
});

import { describe, expect, it } from 'vitest';
import { OptionFields } from '../../../../src/web/page/form/option-fields.js';
import { markupOf, wordsOf } from '../markup.js';

describe('the custom options', () => {
  it('are not shown if a test has none', () => {
    expect(markupOf(<OptionFields options={{}} />)).toBe('');
  });

  it('are expanded if they are few, or one is required', () => {
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`o${i}`, {}]));
    expect(wordsOf(<OptionFields options={{ a: {} }} />)).toBe('Custom options 1 A');
    expect(markupOf(<OptionFields options={{ a: {} }} />)).toContain('<details class="disclosure" open');
    expect(markupOf(<OptionFields options={many} />)).not.toContain(' open');
    expect(markupOf(<OptionFields options={{ ...many, x: { is_required: true } }} />)).toContain(' open');
  });
});

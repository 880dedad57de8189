import { describe, expect, it } from 'vitest';
import { Field, noteId } from '../../../../src/web/page/form/field.js';
import { markupOf, wordsOf } from '../markup.js';

describe('a field', () => {
  const field = (problem: string | null) => (
    <Field id="host" label="Host" hint="A hint." problem={problem}>
      <i />
    </Field>
  );

  it('has a label and a hint that the input references', () => {
    expect(markupOf(field(null))).toMatch(/<label for="host">Host<\/label>.*<span id="host-note"/);
    expect(noteId('host')).toBe('host-note');
  });

  it('shows an error instead of the hint', () => {
    expect(wordsOf(field('No address.'))).toBe('Host No address.');
    expect(wordsOf(field(null))).toBe('Host A hint.');
  });
});

import { describe, expect, it } from 'vitest';
import { LoadForm } from '../../../../src/web/page/form/load-form.js';
import type { PageArguments } from '../../../../src/web/page/page-arguments.js';
import { markupOf, wordsOf } from '../markup.js';

const args: PageArguments = { extra_options: { env: {} }, show_userclass_picker: true, available_user_classes: ['A'] };
const form = (kind: 'start' | 'edit', workers: number | null = null) => (
  <LoadForm args={args} kind={kind} workers={workers} onDone={() => {}} />
);

describe('the form of a load', () => {
  it('has all fields at the start', () => {
    const names = [...markupOf(form('start')).matchAll(/ name="(\w+)"/g)].map((match) => match[1]);
    expect(names).toEqual(['user_classes', 'user_count', 'spawn_rate', 'host', 'run_time', 'profile', 'env']);
  });

  it('has the fields that a running test can change', () => {
    const names = [...markupOf(form('edit')).matchAll(/ name="(\w+)"/g)].map((match) => match[1]);
    expect(names).toEqual(['user_classes', 'user_count', 'spawn_rate', 'env']);
    expect(wordsOf(form('edit'))).toMatch(/Update$/);
  });

  it('cannot start without a worker', () => {
    expect(wordsOf(form('start', 0))).toContain('No worker has connected yet');
    expect(markupOf(form('start', 0))).toMatch(/<button type="submit"[^>]*disabled/);
    expect(markupOf(form('start', 1))).not.toMatch(/<button type="submit"[^>]*disabled/);
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { lastLoad } from '../../../../src/web/page/form/last-load.js';
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

  it('begins with the load that the server tells, a start with the run time and classes that were sent last', () => {
    onTestFinished(() => {
      lastLoad.value = null;
    });
    lastLoad.value = new URLSearchParams('spawn_rate=3&env=dev&user_classes=B&run_time=5m');
    const told: PageArguments = {
      spawn_rate: 7,
      run_time: 60,
      extra_options: { env: { default_value: 'prod' } },
      show_userclass_picker: true,
      available_user_classes: ['A', 'B'],
    };
    const values = (kind: 'start' | 'edit') => {
      const markup = markupOf(<LoadForm args={told} kind={kind} workers={null} running={{ A: 5 }} onDone={() => {}} />);
      const inputs = [...markup.matchAll(/<input[^>]*>/g)].map(([input]) => input);
      const inputValue = (name: string) =>
        / value="([^"]*)"/.exec(inputs.find((input) => input.includes(`name="${name}"`)) ?? '')?.[1];
      const chosen = inputs.filter((input) => input.includes('name="user_classes"') && input.includes(' checked'));
      const classes = chosen.map((input) => / value="(\w+)"/.exec(input)?.[1]);
      return [inputValue('spawn_rate'), inputValue('env'), inputValue('run_time'), classes];
    };
    expect(values('edit')).toEqual(['7', 'prod', undefined, ['A']]);
    expect(values('start')).toEqual(['7', 'prod', '5m', ['B']]);
  });

  it('begins with the shape that was sent last', () => {
    onTestFinished(() => {
      lastLoad.value = null;
    });
    const told: PageArguments = { ...args, available_shape_classes: ['Default', 'Wave'] };
    const words = () => wordsOf(<LoadForm args={told} kind="start" workers={null} onDone={() => {}} />);
    expect(words()).not.toContain('The load shape decides');
    lastLoad.value = new URLSearchParams('shape_class=Wave');
    expect(words()).toContain('The load shape decides');
  });

  it('cannot start without a worker', () => {
    expect(wordsOf(form('start', 0))).toContain('No worker has connected yet');
    expect(markupOf(form('start', 0))).toMatch(/<button type="submit"[^>]*disabled/);
    expect(markupOf(form('start', 1))).not.toMatch(/<button type="submit"[^>]*disabled/);
  });
});

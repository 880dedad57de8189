import { describe, expect, it } from 'vitest';
import { decidesShape, LoadBasics } from '../../../../src/web/page/form/load-basics.js';
import type { PageArguments } from '../../../../src/web/page/page-arguments.js';
import { markupOf, wordsOf } from '../markup.js';

const shapes = ['Default', 'Steps'];
const basics = (args: PageArguments, kind: 'start' | 'edit' = 'start', users?: number) => (
  <LoadBasics args={args} kind={kind} users={users} shape="Default" onShape={() => {}} />
);

describe('users and spawn rate', () => {
  it('default to the command line, or 1', () => {
    expect(wordsOf(basics({ num_users: 200, spawn_rate: 20 }))).toContain('Reaches 200 users after 10 s.');
    expect(wordsOf(basics({ user_count: 0, num_users: null }))).toContain('Reaches 1 user');
  });

  it('default to the running users in an edit', () => {
    expect(markupOf(basics({ num_users: 200 }, 'edit', 320))).toContain('value="320"');
  });

  it('allow choosing a shape with the picker, at the start', () => {
    const args = { show_userclass_picker: true, available_shape_classes: shapes };
    expect(wordsOf(basics(args))).toContain('Load shape Default Steps');
    expect(wordsOf(basics(args, 'edit'))).not.toContain('Load shape');
  });

  it('are hidden with a shape, unless it uses them', () => {
    expect(decidesShape({}, shapes, 'Steps')).toBe(true);
    expect(decidesShape({}, shapes, 'Default')).toBe(false);
    expect(decidesShape({ shape_use_common_options: true }, shapes, 'Steps')).toBe(false);
    expect(decidesShape({ hide_common_options: true }, [], '')).toBe(true);
    const running: PageArguments = { show_userclass_picker: true, shape_use_common_options: false };
    expect(markupOf(basics(running, 'edit'))).toMatch(/name="user_count"[^>]*disabled/);
    expect(markupOf(basics(running, 'start'))).not.toMatch(/name="user_count"[^>]*disabled/);
    expect(markupOf(basics({ hide_common_options: true }))).toMatch(/name="user_count"[^>]*disabled/);
  });
});

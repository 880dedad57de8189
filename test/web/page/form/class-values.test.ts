import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../../../src/web/page/form/class-values.js';

const before = { tasks: ['upload', 'upload', 'poll'], host: 'http://h', weight: 3, fixed_count: 0, note: null };
const input = (name: string, value: string, checked = false) => ({ name, value, checked });

describe('the settings of a user class', () => {
  it('keep their types', () => {
    const next = settingsOf(
      [input('weight', '5'), input('fixed_count', ''), input('host', ''), input('note', '')],
      before,
    );
    expect(next).toMatchObject({ weight: 5, fixed_count: 0, host: '', note: null });
  });

  it('keep the weights of tasks, in their order', () => {
    const tasks = (...chosen: string[]) =>
      settingsOf(
        ['audit', 'poll', 'upload'].map((task) => input('tasks', task, chosen.includes(task))),
        before,
      ).tasks;
    expect(tasks('upload')).toEqual(['upload', 'upload']);
    expect(tasks('poll', 'upload', 'audit')).toEqual(['upload', 'upload', 'poll', 'audit']);
    expect(tasks()).toEqual([]);
  });
});

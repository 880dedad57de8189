import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/web/page/table/column.js';
import { ColumnPicker } from '../../../../src/web/page/table/column-picker.js';
import { markupOf } from '../markup.js';

describe('the column picker', () => {
  it('has a checkbox per column, checked if shown', () => {
    const column = (key: string): Column<number> => ({ key, title: key, kind: 'number', value: (row) => row });
    const picker = <ColumnPicker columns={[column('a'), column('b')]} shown={new Set(['b'])} onChange={() => {}} />;
    const boxes = [...markupOf(picker).matchAll(/<input type="checkbox"( checked)?\/>(\w)/g)];
    expect(boxes.map(([, checked, title]) => [title, checked !== undefined])).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });
});

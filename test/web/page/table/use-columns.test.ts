import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/web/page/table/column.js';
import { changesOf, shownColumns } from '../../../../src/web/page/table/use-columns.js';

const column = (key: string, isOptional = false): Column<number> => ({
  key,
  title: key,
  kind: 'number',
  isOptional,
  value: (row) => row,
});
const columns = [column('a'), column('b'), column('c', true)];

describe('the columns of a table', () => {
  it('are all but the optional ones at first', () => {
    expect([...shownColumns(columns, null)]).toEqual(['a', 'b']);
  });

  it('are those chosen before, and new ones of a later version by default', () => {
    const changes = changesOf(columns, new Set(['b', 'c']));
    expect([...shownColumns(columns, changes)]).toEqual(['b', 'c']);
    expect([...shownColumns([...columns, column('d')], changes)]).toEqual(['b', 'c', 'd']);
  });
});

import { expect, it } from 'vitest';
import { taskOf } from '../../../src/user/tasks/task-item.js';
import { taskNames } from '../../../src/user/tasks/task-names.js';

function look() {}
function buy() {}
const weighted = (item: () => void, weight: number) => ({ key: item, task: taskOf(item), weight });

it('repeats names by weight, up to 1,000 of them', () => {
  expect(taskNames([weighted(look, 2), weighted(buy, 1)])).toEqual(['look', 'look', 'buy']);
  expect(taskNames([weighted(look, 999), weighted(buy, 1)])).toHaveLength(1000);
  expect(taskNames([weighted(look, 1000), weighted(buy, 1)])).toEqual(['look', 'buy']);
  expect(taskNames([weighted(look, 1e9)])).toEqual(['look']);
  expect(taskNames([])).toEqual([]);
});

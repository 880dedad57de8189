import { expect, it } from 'vitest';
import { stackedTable } from '../../../src/report/tables/stacked-table.js';

const row = (name: string, ...figures: string[]) => ({ type: 'GET', name, figures });

it('has as many figures on a line as fit, each with its title, and none that is empty', () => {
  const header = row('Name', '# reqs', 'Avg', 'Max', 'req/s');
  const rows = [row('/a/long/path/to/somewhere', '1234', '5', '', '7.00'), row('/b', '1', '2', '3', '4.00')];
  expect(stackedTable(header, [rows, []], 22)).toEqual([
    '----------------------',
    'GET /a/long…/somewhere',
    '  # reqs: 1234  Avg: 5',
    '  req/s: 7.00',
    'GET /b',
    '  # reqs: 1  Avg: 2',
    '  Max: 3  req/s: 4.00',
    '----------------------',
    '----------------------',
  ]);
});

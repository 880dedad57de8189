import { expect, it } from 'vitest';
import { progressBar, sparkline } from '../../../src/cli/live-view/sparkline.js';

it('draws the last values, the largest as a full block', () => {
  expect(sparkline([9, 0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([100, 50, 0], 10)).toBe('█▅▁');
  expect([sparkline([], 5), sparkline([0, 0], 5)]).toEqual(['', '▁▁']);
});

it('draws a bar of a share', () => {
  expect([progressBar(0, 4), progressBar(0.5, 4), progressBar(1, 4), progressBar(7, 4)]).toEqual([
    '░░░░',
    '██░░',
    '████',
    '████',
  ]);
});

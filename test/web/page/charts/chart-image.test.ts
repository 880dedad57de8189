import { expect, it } from 'vitest';
import { imageName } from '../../../../src/web/page/charts/chart-image.js';

it('the file name of an image is derived from its chart', () => {
  expect(imageName('Errors by kind')).toBe('errors-by-kind.png');
});

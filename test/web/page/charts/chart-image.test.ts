import { expect, it } from 'vitest';
import { imageName } from '../../../../src/web/page/charts/chart-image.js';

it('an image is named after its chart', () => {
  expect(imageName('Errors by kind')).toBe('errors-by-kind.png');
});

import { expect, it } from 'vitest';
import { markerColors } from '../../../../src/web/page/charts/draw-markers.js';
import { read } from '../../../helpers/source-files.js';

it('every marker has a colour in both themes', () => {
  const tokens = read('src/web/page/style/tokens.css');
  const [light, dark] = tokens.split('data-theme') as [string, string];
  for (const color of Object.values(markerColors)) {
    expect(light).toContain(`${color}:`);
    expect(dark).toContain(`${color}:`);
  }
});

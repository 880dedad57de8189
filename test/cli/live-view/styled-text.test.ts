import { expect, it } from 'vitest';
import { fitLine, span } from '../../../src/cli/live-view/styled-text.js';

it('cuts the span that does not fit, and leaves out those after it', () => {
  const spans = [span('state '), span('', 'dim'), span('日本語日本語', 'red'), span('end')];
  expect(fitLine(spans, 40)).toEqual([span('state '), span('日本語日本語', 'red'), span('end')]);
  expect(fitLine(spans, 12)).toEqual([span('state '), span('日本… ', 'red')]);
  expect(fitLine(spans, 6)).toEqual([span('state ')]);
});

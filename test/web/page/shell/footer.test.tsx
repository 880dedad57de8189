import { expect, it } from 'vitest';
import { Footer } from '../../../../src/web/page/shell/footer.js';
import { wordsOf } from '../markup.js';

it('the foot leads to what the page is', () => {
  expect(wordsOf(<Footer />)).toBe('About tsloc');
});

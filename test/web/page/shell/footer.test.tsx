import { expect, it } from 'vitest';
import { Footer } from '../../../../src/web/page/shell/footer.js';
import { wordsOf } from '../markup.js';

it('the footer links to the project', () => {
  expect(wordsOf(<Footer />)).toBe('About tsloc');
});

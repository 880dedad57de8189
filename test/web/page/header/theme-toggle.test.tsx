import { afterEach, expect, it } from 'vitest';
import { ThemeToggle } from '../../../../src/web/page/header/theme-toggle.js';
import { theme } from '../../../../src/web/page/shell/theme.js';
import { markupOf } from '../markup.js';

afterEach(() => {
  theme.value = 'light';
});

it('the theme button has a label', () => {
  expect(markupOf(<ThemeToggle />)).toContain('aria-label="Use the dark theme"');
  theme.value = 'dark';
  expect(markupOf(<ThemeToggle />)).toContain('aria-label="Use the light theme"');
});

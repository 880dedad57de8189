import { afterEach, expect, it } from 'vitest';
import { ThemeToggle } from '../../../../src/web/page/header/theme-toggle.js';
import { theme } from '../../../../src/web/page/shell/theme.js';
import { markupOf } from '../markup.js';

afterEach(() => {
  theme.value = 'light';
});

it('the button of the theme says what it does', () => {
  expect(markupOf(<ThemeToggle />)).toContain('aria-label="Use the dark theme"');
  theme.value = 'dark';
  expect(markupOf(<ThemeToggle />)).toContain('aria-label="Use the light theme"');
});

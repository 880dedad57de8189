import { describe, expect, it } from 'vitest';
import { firstTheme } from '../../../../src/web/page/shell/theme.js';

describe('the first theme', () => {
  it('is the last choice, else that of the server, else the preference of the browser', () => {
    expect(firstTheme('light', 'dark', false, false)).toBe('dark');
    expect(firstTheme('dark', null, false, false)).toBe('dark');
    expect(firstTheme('', 'odd', true, false)).toBe('dark');
    expect(firstTheme(undefined, null, false, false)).toBe('light');
  });

  it('is that of a report, whatever was chosen elsewhere', () => {
    expect(firstTheme('light', 'dark', true, true)).toBe('light');
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { connection } from '../../../../src/web/page/feed/run-state.js';
import { Notice } from '../../../../src/web/page/header/notice.js';
import { commandError } from '../../../../src/web/page/header/notice-text.js';
import { markupOf, wordsOf } from '../markup.js';

afterEach(() => {
  commandError.value = null;
  connection.value = 'connecting';
});

describe('the notice', () => {
  it('is a live region, also while it is empty', () => {
    expect(markupOf(<Notice />)).toBe('<div role="alert" class="notice-place"></div>');
  });

  it('shows a rejected command as text, and can be closed', () => {
    commandError.value = '<b>no</b>';
    expect(wordsOf(<Notice />)).toBe('<b>no</b>');
    expect(markupOf(<Notice />)).toContain('Close this message');
  });

  it('cannot be closed while the server is lost', () => {
    connection.value = 'lost';
    expect(markupOf(<Notice />)).not.toContain('Close this message');
  });
});

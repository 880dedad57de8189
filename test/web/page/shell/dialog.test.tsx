import { expect, it } from 'vitest';
import { Dialog } from '../../../../src/web/page/shell/dialog.js';
import { markupOf } from '../markup.js';

it('a dialog is named by its title, and has a button that closes it', () => {
  const markup = markupOf(
    <Dialog title="Edit" onClose={() => {}}>
      inside
    </Dialog>,
  );
  const id = /aria-labelledby="([^"]+)"/.exec(markup)?.[1];
  expect(markup).toContain(`<h2 id="${id}">Edit</h2>`);
  expect(markup).toContain('aria-label="Close"');
  expect(markup).toContain('inside');
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { reportDocument } from '../../../src/web/html/page-document.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { describeInBrowser } from '../../helpers/page/browser.js';
import { emptyFrozenFeed } from '../../helpers/page/feed.js';

describeInBrowser('the page', (browser) => {
  it('starts from a file, without a server', async () => {
    const file = join(temporaryFolder(), 'report.html');
    await writeFile(file, reportDocument({ is_report: true }, emptyFrozenFeed(), 'light'));
    const page = await browser.open(pathToFileURL(file).href);
    await page.getByRole('heading', { name: 'Load test report' }).waitFor();
    expect(browser.takeProblems()).toEqual([]);
  });
});

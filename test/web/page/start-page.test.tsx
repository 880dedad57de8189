import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { reportDocument } from '../../../src/web/html/page-document.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { describeInBrowser } from '../../helpers/page/browser.js';
import { emptyFrozenFeed } from '../../helpers/page/feed.js';
import { PageServer, type PageServerSettings } from '../../helpers/page/page-server.js';

async function serve(settings: PageServerSettings = {}): Promise<PageServer> {
  const server = await PageServer.start(settings);
  onTestFinished(() => server.close());
  return server;
}

describeInBrowser('the form that a page has', (browser) => {
  it('is the live page, under a strict content policy', async () => {
    const page = await browser.open((await serve({ told: { locustfile: 'audio.ts' } })).url);
    await page.getByRole('heading', { name: 'Start new load test' }).waitFor();
    expect(await page.title()).toBe('audio.ts – tsloc');
    expect(browser.takeProblems()).toEqual([]);
  });

  it('reports an incomplete report', async () => {
    const whole = reportDocument({ is_report: true }, emptyFrozenFeed(), 'light');
    const file = join(temporaryFolder(), 'report.html');
    await writeFile(file, whole.replace(/(id="feed">[^<]{20})[^<]*/, '$1'));
    const page = await browser.open(pathToFileURL(file).href);
    await page.getByText('This report cannot be read by this browser, or is not complete').waitFor();
    expect(browser.takeProblems()).toHaveLength(1);
  });

  it('is the login form if the document has authArgs', async () => {
    const server = await serve({ login: { username_password_callback: '/signin', title: 'My tests', error: 'No.' } });
    const page = await browser.open(server.url);
    await page.getByLabel('User name').fill('ann');
    await page.getByLabel('Password').fill('s3cret');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(() => server.commands).toEqual([{ path: 'signin', body: 'username=ann&password=s3cret' }]);
    expect(browser.takeProblems()).toEqual([]);
  });
});

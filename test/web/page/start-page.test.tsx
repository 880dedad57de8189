import { expect, it, onTestFinished } from 'vitest';
import { describeInBrowser } from '../../helpers/browser.js';
import { PageServer, type PageServerSettings } from '../../helpers/page-server.js';

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

  it('is the login form where the document says so', async () => {
    const server = await serve({ login: { username_password_callback: '/signin', title: 'My tests', error: 'No.' } });
    const page = await browser.open(server.url);
    await page.getByLabel('User name').fill('ann');
    await page.getByLabel('Password').fill('s3cret');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(() => server.commands).toEqual([{ path: 'signin', body: 'username=ann&password=s3cret' }]);
    expect(browser.takeProblems()).toEqual([]);
  });
});

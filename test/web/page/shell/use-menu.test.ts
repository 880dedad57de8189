import { expect, it, onTestFinished } from 'vitest';
import { describeInBrowser } from '../../../helpers/page/browser.js';
import { PageServer } from '../../../helpers/page/page-server.js';

describeInBrowser('a menu', (browser) => {
  it('closes on a click outside and on Escape, but not on a click inside', async () => {
    const server = await PageServer.start();
    onTestFinished(() => server.close());
    server.begin();
    const page = await browser.open(server.url);
    const [button, box] = [
      page.getByText('Columns', { exact: true }),
      page.getByRole('checkbox', { name: 'p99.9 ms' }),
    ];
    await button.click();
    await box.check();
    expect(await box.isVisible()).toBe(true);
    await page.getByRole('banner').click({ position: { x: 500, y: 10 } });
    await box.waitFor({ state: 'hidden' });
    await button.click();
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'hidden' });
    expect(browser.takeProblems()).toEqual([]);
  });
});

import { expect, it, onTestFinished } from 'vitest';
import { describeInBrowser } from '../helpers/page/browser.js';
import { PageServer } from '../helpers/page/page-server.js';

describeInBrowser('a page whose server goes away', (browser) => {
  it('reports a lost server, and continues automatically when it is back with another test', async () => {
    const first = await PageServer.start();
    first.begin();
    first.play(10);
    const page = await browser.open(first.url);
    await page.getByRole('tab', { name: 'Statistics' }).waitFor();
    const { port } = first;
    await first.close();
    await page.getByText('The server cannot be reached; trying again. What you see is from').waitFor();
    await page.getByRole('tab', { name: 'Charts' }).click();
    await page.locator('canvas').nth(4).waitFor();

    const second = await PageServer.start({ port, test: { testId: 'test-2', names: 2 } });
    onTestFinished(() => second.close());
    second.begin();
    second.play(3);
    await page.getByText('The server is back, with another test than before.').waitFor();
    await page.getByRole('tab', { name: 'Statistics' }).click();
    await expect.poll(() => page.locator('.data-table tbody .name').count()).toBe(2);
    await page.getByRole('button', { name: 'Close this message' }).click();
    second.play(1);
    expect(await page.getByText('The server is back').count()).toBe(0);
    await browser.leave(page);
    // Only errors of a lost connection.
    expect(browser.takeProblems().filter((problem) => !problem.startsWith('Failed to load resource: net::'))).toEqual(
      [],
    );
  });

  it('shows the start form of the new process if the server is back without a test', async () => {
    const first = await PageServer.start({ told: { locustfile: 'old.ts', host: 'http://old' } });
    first.begin();
    const page = await browser.open(first.url);
    await page.getByRole('tab', { name: 'Statistics' }).waitFor();
    const { port } = first;
    await first.close();
    const told = { locustfile: 'new.ts', host: 'http://new', extra_options: { stage: { choices: ['dev', 'prod'] } } };
    const second = await PageServer.start({ port, told, test: { testId: 'test-2' } });
    onTestFinished(() => second.close());
    await page.getByRole('heading', { name: 'Start new load test' }).waitFor();
    await page.getByText('new.ts').waitFor();
    await page.getByLabel('Stage').waitFor();
    expect(await page.getByLabel('Host').inputValue()).toBe('http://new');
    await browser.leave(page);
    expect(browser.takeProblems().filter((problem) => !problem.startsWith('Failed to load resource: net::'))).toEqual(
      [],
    );
  });
});

import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { connectedHiddenPages, hiddenPagesChannel } from '../../../../src/web/page/feed/hidden-pages.js';
import { describeInBrowser } from '../../../helpers/page/browser.js';
import { PageServer } from '../../../helpers/page/page-server.js';

/** As a browser does when another tab is chosen. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, value: ${isHidden} });
    document.dispatchEvent(new Event('visibilitychange'));`);
}

/** As other pages do. */
async function hideOthers(page: Page, ids: readonly number[]): Promise<void> {
  const channel = JSON.stringify(hiddenPagesChannel);
  await page.evaluate(`for (const id of ${JSON.stringify(ids)}) new BroadcastChannel(${channel}).postMessage(id)`);
}

const others = Array.from({ length: connectedHiddenPages }, (_, i) => i + 1);

describeInBrowser('a hidden page', (browser) => {
  async function open() {
    const server = await PageServer.start();
    onTestFinished(() => server.close());
    server.begin();
    const page = await browser.open(server.url);
    await page.getByText('Starting users').waitFor();
    return { server, page };
  }

  it('stays connected while few others were hidden later: it shows the end of a test', async () => {
    const { server, page } = await open();
    await setHidden(page, true);
    await hideOthers(page, others.slice(1));
    await hideOthers(page, others.slice(1));
    server.tellState('stopped');
    await page.getByRole('status').filter({ hasText: 'Stopped' }).waitFor();
    expect(server.viewerCount).toBe(1);
  });

  it('leaves its connection to pages that were hidden later, and shows the current state when it is visible again', async () => {
    const { server, page } = await open();
    await hideOthers(page, others); // before
    await setHidden(page, true);
    await hideOthers(page, others);
    const viewersAfterSecond = () => {
      server.play(1); // otherwise a page that is connected would take silence for a lost server
      return server.viewerCount;
    };
    await expect.poll(viewersAfterSecond).toBe(0);
    server.play(20);
    await setHidden(page, false);
    await page.getByRole('status').filter({ hasText: 'Running' }).waitFor();
    expect([await page.locator('.notice').count(), server.viewerCount]).toEqual([0, 1]);
    expect(browser.takeProblems()).toEqual([]);
  });
});

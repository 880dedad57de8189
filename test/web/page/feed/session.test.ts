import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { describeInBrowser } from '../../../helpers/page/browser.js';
import { PageServer } from '../../../helpers/page/page-server.js';

describeInBrowser('a page whose session is over', (browser) => {
  it('reports an expired session, not a lost server', async () => {
    const first = await PageServer.start();
    first.begin();
    const page = await browser.open(first.url);
    await page.getByRole('tab', { name: 'Statistics' }).waitFor();
    const { port } = first;
    await first.close();
    const login = createServer((_, response) => response.writeHead(302, { location: '/login' }).end());
    await new Promise<void>((resolve) => login.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => void login.close());
    expect((login.address() as AddressInfo).port).toBe(port);
    await page.getByText('Your session is over: reload the page to sign in again.').waitFor();
    await browser.leave(page);
    browser.takeProblems();
  });
});

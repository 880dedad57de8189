import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { describeInBrowser } from '../helpers/browser.js';
import { PageServer } from '../helpers/page-server.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The violations that axe finds, each with its first element. */
async function findingsOf(page: Page): Promise<string[]> {
  // Colours are measured after all transitions.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(axe);
  const found = (await page.evaluate('axe.run()')) as { violations: { id: string; nodes: { html: string }[] }[] };
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

const tabs = ['Statistics', 'Charts', 'Failures', 'Exceptions', 'Ratio', 'Downloads', 'Logs', 'Workers'];

describeInBrowser('the page for everyone', (browser) => {
  it.each(['light', 'dark'])('has no axe violations in any tab: %s', async (theme) => {
    const server = await PageServer.start();
    onTestFinished(() => server.close());
    server.begin();
    server.play(20);
    const page = await browser.open(server.url, { colorScheme: theme as 'light' });
    await page.getByRole('tab').first().waitFor();
    server.workers = [{ id: 'vm_1', state: 'running', userCount: 20, cpuUsage: 95, memoryUsage: 1e8 }];
    server.log = ['DEBUG', 'INFO', 'WARNING', 'ERROR'].map((level) => ({ node: '', text: `[t] vm/${level}/x: y` }));
    server.play(1);
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab }).click();
      expect([tab, ...(await findingsOf(page))]).toEqual([tab]);
    }
  });

  it.each(['light', 'dark'])('has no axe violations in forms and dialogs: %s', async (theme) => {
    const told = {
      extra_options: { env: { choices: ['a', 'b'], help_text: 'Where' }, verify: { default_value: true } },
    };
    const server = await PageServer.start({ told });
    onTestFinished(() => server.close());
    const page = await browser.open(server.url, { colorScheme: theme as 'light' });
    await page.getByLabel('Host').fill('no address');
    expect(await findingsOf(page)).toEqual([]);
    server.begin();
    server.play(20);
    await page.getByRole('button', { name: '/api/jobs' }).click();
    await page.getByRole('heading', { name: 'Latency histogram' }).waitFor();
    expect(await findingsOf(page)).toEqual([]);
  });
});

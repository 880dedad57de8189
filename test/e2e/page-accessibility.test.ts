import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { describeInBrowser } from '../helpers/page/browser.js';
import { PageServer } from '../helpers/page/page-server.js';
import { workedJudgement } from '../helpers/statistics/judgement.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** The violations that axe finds below an element, each with its first one. A dark page differs in its colours only. */
async function findingsOf(page: Page, theme: Theme, within = 'html'): Promise<string[]> {
  // Colours are measured after all transitions.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  const options = {
    resultTypes: ['violations'],
    ...(theme === 'dark' ? { runOnly: { type: 'rule', values: ['color-contrast'] } } : {}),
  };
  const call = `axe.run(${JSON.stringify(within)}, ${JSON.stringify(options)})`;
  const found = (await page.evaluate(call)) as { violations: { id: string; nodes: { html: string }[] }[] };
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

const tabs = [
  ...['Statistics', 'Charts', 'Failures', 'Exceptions', 'Targets', 'Metrics', 'Ratio', 'Downloads', 'Logs', 'Workers'],
];

describeInBrowser('the page for everyone', (browser) => {
  it.each(themes)('has no axe violations in any tab: %s', async (theme) => {
    const server = await PageServer.start({ test: { metrics: 1 } });
    onTestFinished(() => server.close());
    server.begin();
    server.play(20);
    const page = await browser.open(server.url, { colorScheme: theme });
    await page.getByRole('tab').first().waitFor();
    server.workers = [{ id: 'vm_1', state: 'running', userCount: 20, cpuUsage: 95, memoryUsage: 1e8 }];
    server.targets = workedJudgement().results;
    server.log = ['DEBUG', 'INFO', 'WARNING', 'ERROR'].map((level) => ({ node: '', text: `[t] vm/${level}/x: y` }));
    server.play(1);
    expect(await findingsOf(page, theme)).toEqual([]);
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab }).click();
      expect([tab, ...(await findingsOf(page, theme, 'main'))]).toEqual([tab]);
    }
  });

  it.each(themes)('has no axe violations in forms and dialogs: %s', async (theme) => {
    const told = {
      extra_options: { env: { choices: ['a', 'b'], help_text: 'Where' }, verify: { default_value: true } },
    };
    const server = await PageServer.start({ told });
    onTestFinished(() => server.close());
    const page = await browser.open(server.url, { colorScheme: theme });
    await page.getByLabel('Host').fill('no address');
    expect(await findingsOf(page, theme)).toEqual([]);
    server.begin();
    server.play(20);
    await page.getByRole('button', { name: '/api/jobs' }).click();
    await page.getByRole('heading', { name: 'Latency histogram' }).waitFor();
    expect(await findingsOf(page, theme)).toEqual([]);
  });
});

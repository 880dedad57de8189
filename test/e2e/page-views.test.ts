import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { describeInBrowser } from '../helpers/page/browser.js';
import { PageServer, type PageServerSettings } from '../helpers/page/page-server.js';
import { workedJudgement } from '../helpers/statistics/judgement.js';

async function serve(seconds: number, settings: PageServerSettings = {}): Promise<PageServer> {
  const server = await PageServer.start(settings);
  onTestFinished(() => server.close());
  server.begin();
  server.play(seconds);
  return server;
}

const names = (page: Page) => page.locator('.data-table tbody .name').allInnerTexts();

interface Size {
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

describeInBrowser('the views of the page', (browser) => {
  it('sort, filter and choose columns of the statistics', async () => {
    const page = await browser.open((await serve(30)).url);
    const first = await names(page);
    expect(first).toEqual(first.toSorted());
    await page.getByRole('button', { name: 'Requests', exact: false }).first().click();
    await page.getByRole('columnheader', { name: 'Requests' }).and(page.locator('[aria-sort=descending]')).waitFor();
    expect((await names(page))[0]).toBe('/api/jobs');
    expect(await page.locator('tfoot').innerText()).toContain('Aggregated');

    await page.keyboard.press('/');
    await page.keyboard.type('GET api');
    await expect.poll(() => names(page)).toEqual(['/api/jobs', '/api/results']);

    await page.getByText('Columns', { exact: true }).click();
    await page.getByRole('checkbox', { name: 'p99.9 ms' }).check();
    await page.getByRole('columnheader', { name: 'p99.9 ms' }).waitFor();
    await page.reload();
    await page.getByRole('columnheader', { name: 'p99.9 ms' }).waitFor();
    expect(browser.takeProblems()).toEqual([]);
  });

  it('redraw only the rows that changed', async () => {
    const server = await serve(5, { test: { names: 200 } });
    const page = await browser.open(server.url);
    await page.locator('.data-table tbody tr').nth(20).waitFor();
    await page.evaluate(`
      window.changed = new Set();
      new MutationObserver((records) => {
        for (const { target } of records) window.changed.add((target.nodeType === 3 ? target.parentNode : target).closest('tr'));
      }).observe(document.querySelector('tbody'), { subtree: true, childList: true, characterData: true });
    `);
    const snapshot = server.test.snapshot();
    const row = snapshot.entries.find(({ name }) => name === '/api/jobs') as NonNullable<(typeof snapshot.entries)[0]>;
    server.tell('snapshot', { ...snapshot, entries: [{ ...row, numRequests: 987_654 }] });
    await page.getByText('987,654').waitFor();
    expect(await page.evaluate('window.changed.size')).toBe(1);
  });

  it('draw the visible rows, to the last of hundreds', async () => {
    const server = await serve(5, { test: { names: 500 } });
    const page = await browser.open(server.url);
    await page.locator('.data-table tbody tr').nth(20).waitFor();
    expect((await names(page)).length).toBeLessThan(100);
    const all = server.test.rows.map(({ name }) => name).toSorted();
    const heightOf = () => page.evaluate(`document.querySelector('.table-scroll').scrollHeight`);
    const height = await heightOf();
    await page.evaluate(`document.querySelector('.table-scroll').scrollTo(0, 99999)`);
    await expect.poll(async () => (await names(page)).at(-1)).toBe(all.at(-1));
    expect(await heightOf()).toBe(height);
    await page.getByLabel('Filter rows').fill(all[3] as string);
    await expect.poll(async () => (await names(page)).length).toBeLessThan(20);
  });

  it('open a row, also by URL, and close it with Escape and the back button', async () => {
    const server = await serve(30);
    const page = await browser.open(server.url);
    await page.getByRole('button', { name: '/api/jobs' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('heading', { name: 'Latency histogram' }).waitFor();
    expect(await sheet.locator('canvas').count()).toBe(3);
    expect(new URL(page.url()).searchParams.get('row')).toBe('GET /api/jobs');

    server.play(5);
    const latest = String(server.test.rows[0]?.requests.toLocaleString('en-US'));
    await sheet.getByText(latest, { exact: true }).waitFor();

    await page.reload();
    await sheet.getByRole('heading', { name: 'GET /api/jobs' }).waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.goBack();
    await sheet.waitFor();
    expect(browser.takeProblems()).toEqual([]);
  });

  it('are reached by keys and by URL', async () => {
    const page = await browser.open(`${(await serve(5)).url}?tab=failures`);
    await page.getByRole('tab', { name: 'Failures', selected: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: 'Exceptions', selected: true }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('tab-exceptions');
    expect(new URL(page.url()).searchParams.get('tab')).toBe('exceptions');
    await page.keyboard.press('2');
    await page.getByRole('tab', { name: 'Charts', selected: true }).waitFor();
    await page.goBack();
    await page.getByRole('tab', { name: 'Exceptions', selected: true }).waitFor();
  });

  it('show the log while it grows, and mark unread warnings', async () => {
    const server = await serve(2);
    const page = await browser.open(server.url);
    server.log.push({ node: '', text: '[2026-11-29 21:14:35,136] vm/WARNING/locust: <img src=x> is late' });
    server.play(1);
    await page.getByRole('tab', { name: 'Logs 1' }).click();
    await page.getByText('<img src=x> is late').waitFor();
    await page.getByRole('tab', { name: 'Logs', exact: true }).waitFor();
    await page.getByLabel('At least').selectOption('ERROR');
    await page.getByText('No lines of this kind.').waitFor();
  });

  it('show ratios and workers', async () => {
    const server = await serve(2);
    server.workers = [{ id: 'vm_1', state: 'running', userCount: 20, cpuUsage: 12, memoryUsage: 1e8 }];
    server.play(1);
    const page = await browser.open(`${server.url}?tab=ratios`);
    await page.getByText('75%').first().waitFor();
    server.workers = [{ id: 'vm_1', state: 'running', userCount: 20, cpuUsage: 12, memoryUsage: 1e8 }];
    server.play(1);
    await page.getByRole('tab', { name: 'Workers 1' }).click();
    await page.getByRole('cell', { name: 'vm_1' }).waitFor();
  });

  it('show custom metrics, and their charts as they grow', async () => {
    const server = await serve(5, { test: { metrics: 1 } });
    const page = await browser.open(`${server.url}?tab=metrics`);
    await page.getByRole('cell', { name: 'tokens 0' }).waitFor();
    await expect.poll(() => page.locator('canvas').count()).toBe(4);
    server.play(3);
    await page.getByRole('cell', { name: '4,050' }).waitFor();
    await page.getByLabel('Filter metrics').fill('quality');
    await expect.poll(() => page.locator('canvas').count()).toBe(1);
    expect(browser.takeProblems()).toEqual([]);
  });

  it('lead from the figure of targets to their verdicts', async () => {
    const server = await serve(2);
    const page = await browser.open(server.url);
    server.targets = workedJudgement().results;
    server.play(1);
    await page.getByRole('button', { name: 'Targets met 1 of 4' }).click();
    await page.getByRole('tab', { name: 'Targets 3', selected: true }).waitFor();
    await page.getByRole('cell', { name: 'error rate <= 0.5%' }).waitFor();
  });

  it('keep the theme that was chosen', async () => {
    const page = await browser.open((await serve(2)).url, { colorScheme: 'light' });
    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Use the light theme' }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  });

  it('fit a phone', async () => {
    const server = await serve(5, { test: { metrics: 1 } });
    server.targets = workedJudgement().results;
    const page = await browser.open(server.url, { viewport: { width: 360, height: 740 } });
    const tabs = page.getByRole('tab');
    await tabs.first().waitFor();
    for (const tab of await tabs.all()) {
      await tab.click();
      const title = await tab.innerText();
      expect([title, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([title, 360]);
    }
  });

  it('fit long names and tracebacks into their columns, on a phone', async () => {
    const server = await serve(1);
    const page = await browser.open(`${server.url}?tab=failures`, { viewport: { width: 360, height: 740 } });
    await page.getByRole('tab', { name: 'Failures' }).waitFor();
    const name = 'a_name_without_any_space_that_is_wider_than_its_column';
    const failure = { method: 'GET', name, error: name, occurrences: 1, firstSeen: 1, lastSeen: 2 };
    const traceback = 'at checkout (/home/somebody/shop/users.ts:26:32)';
    const exception = { count: 1, message: name, traceback, nodes: ['local'] };
    server.tell('snapshot', { ...server.test.snapshot(), failures: [failure], exceptions: [exception] });
    const cell = page.getByRole('cell', { name }).first();
    await cell.waitFor();
    expect(await cell.evaluate(({ scrollWidth, clientWidth }: Size) => scrollWidth - clientWidth)).toBe(0);
    await page.getByRole('tab', { name: 'Exceptions' }).click();
    expect(await page.getByText(traceback).evaluate(({ clientWidth }: Size) => clientWidth)).toBeGreaterThan(200);
  });
});

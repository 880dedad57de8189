import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { describeInBrowser } from '../helpers/page/browser.js';
import { PageServer } from '../helpers/page/page-server.js';

async function openCharts(open: (url: string) => Promise<Page>, seconds: number) {
  const server = await PageServer.start();
  onTestFinished(() => server.close());
  server.begin();
  server.play(seconds - 1);
  const page = await open(`${server.url}?tab=charts`);
  await page.locator('canvas').nth(4).waitFor();
  return { server, page };
}

const chart = (page: Page, title: string) => page.getByRole('group', { name: new RegExp(`^${title}`) });

describeInBrowser('the charts', (browser) => {
  it('zoom together by mouse, and show everything after a double click', async () => {
    const { page } = await openCharts((url) => browser.open(url), 120);
    const box = await chart(page, 'Requests per second').locator('.u-over').boundingBox();
    if (box === null) throw new Error('Expected a chart.');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.25, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, y, { steps: 4 });
    await page.mouse.up();
    const chosen = page.locator('.zoom-bar [aria-pressed=true]');
    await expect.poll(() => chosen.innerText()).toMatch(/^\d\d:\d\d:\d\d – \d\d:\d\d:\d\d ✕$/);
    await page.mouse.dblclick(box.x + box.width / 2, y);
    await expect.poll(() => chosen.innerText()).toBe('All');
    expect(browser.takeProblems()).toEqual([]);
  });

  it('show everything of the next test, whose points a zoomed span would leave out', async () => {
    const { page, server } = await openCharts((url) => browser.open(url), 60);
    const chosen = page.locator('.zoom-bar [aria-pressed=true]');
    await chart(page, 'Users').focus();
    await page.keyboard.press('+');
    await expect.poll(() => chosen.innerText()).toContain('–');
    server.tell('history', { ...server.test.history(), testId: 'test-2' });
    server.play(1);
    await expect.poll(() => chosen.innerText()).toBe('All');
    expect(browser.takeProblems()).toEqual([]);
  });

  it('share their cursor', async () => {
    const { page, server } = await openCharts((url) => browser.open(url), 60);
    await chart(page, 'Requests per second').locator('.u-over').hover();
    const times = page.locator('.legend-time');
    await expect.poll(async () => new Set(await times.allInnerTexts()).size).toBe(1);
    expect(await times.first().innerText()).toMatch(/^\d\d:\d\d:\d\d$/);
    expect(server.test.points.at).toHaveLength(60);
  });

  it('can be read and zoomed by keyboard', async () => {
    const { page } = await openCharts((url) => browser.open(url), 60);
    await chart(page, 'Users').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    const spoken = page.locator('figure', { hasText: 'Users' }).locator('.unseen[role=status]').last();
    await expect.poll(() => spoken.innerText()).toMatch(/^\d\d:\d\d:\d\d: Target 200, Running 200$/);
    await page.keyboard.press('+');
    await expect.poll(() => page.locator('.zoom-bar [aria-pressed=true]').innerText()).toContain('–');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.zoom-bar [aria-pressed=true]').innerText()).toBe('All');
  });

  it('hide lines, and show the chosen percentiles', async () => {
    const { page } = await openCharts((url) => browser.open(url), 30);
    const failures = page.getByRole('button', { name: 'Failures' }).first();
    await failures.click();
    expect(await failures.getAttribute('aria-pressed')).toBe('false');
    await page.getByRole('button', { name: 'p99.9', exact: true }).click();
    await page.locator('.legend-item', { hasText: 'p99.9' }).waitFor();
    await page.reload();
    await page.locator('.legend-item', { hasText: 'p99.9' }).waitFor();
    expect(browser.takeProblems()).toEqual([]);
  });

  it('list events as text', async () => {
    const { page, server } = await openCharts((url) => browser.open(url), 30);
    server.tell('marker', { at: server.test.settings.startTime + 20, kind: 'target', text: 'p95 < 500' });
    await page.getByText('Target missed: p95 < 500').waitFor();
  });

  it('can be saved as images', async () => {
    const { page } = await openCharts((url) => browser.open(url), 30);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the chart "Errors by kind" as an image' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('errors-by-kind.png');
    expect(browser.takeProblems()).toEqual([]);
  });

  it('show an hour of data', async () => {
    const { page, server } = await openCharts((url) => browser.open(url), 3600);
    server.play(1);
    await expect
      .poll(() => chart(page, 'Users').getAttribute('aria-label'))
      .toContain('Running: latest 200, highest 200');
    expect(browser.takeProblems()).toEqual([]);
  });
});

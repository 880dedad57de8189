import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { reportDocument } from '../../src/web/html/page-document.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';
import { describeInBrowser } from '../helpers/page/browser.js';
import { SimulatedTest } from '../helpers/page/simulated-test.js';

const told = {
  is_report: true,
  host: 'http://h',
  locustfile: 'audio.ts',
  profile: 'nightly',
  start_time: '2026-11-21T03:57:15Z',
  end_time: '2026-11-21T03:58:20Z',
  tasks: { per_class: { A: { ratio: 1 } }, total: { A: { ratio: 1 } } },
};

async function writeReport(): Promise<string> {
  const test = new SimulatedTest({ names: 8, users: 200, spawnRate: 20, startTime: 1_700_000_000, metrics: 1 });
  for (let second = 0; second < 60; second++) test.step();
  const file = join(temporaryFolder(), 'report.html');
  await writeFile(file, reportDocument(told, test.frozen(), 'light'));
  return pathToFileURL(file).href;
}

describeInBrowser('a report on disk', (browser) => {
  it('shows everything without a server, and opens rows', async () => {
    const page = await browser.open(await writeReport());
    await page.getByText('nightly').waitFor();
    expect(await page.locator('canvas').count()).toBe(5 + 4);
    expect(await page.getByRole('heading', { name: 'Custom metrics' }).count()).toBe(1);
    expect(await page.getByRole('heading', { name: 'Final ratio' }).count()).toBe(1);
    await page.getByRole('button', { name: '/api/jobs' }).first().click();
    await page.getByRole('heading', { name: 'Latency histogram' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(browser.takeProblems()).toEqual([]);
  });

  it('prints without losing rows', async () => {
    const page = await browser.open(await writeReport());
    await page.emulateMedia({ media: 'print' });
    const cut = await page.evaluate(
      `[...document.querySelectorAll('.table-scroll')].filter((box) => box.scrollHeight > box.clientHeight + 1).length`,
    );
    expect(cut).toBe(0);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
  });
});

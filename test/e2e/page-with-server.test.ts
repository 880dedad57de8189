import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { describeInBrowser } from '../helpers/page/browser.js';
import { type Command, folderWith, startTsloc } from '../helpers/processes/cli.js';
import { serve } from '../helpers/servers/server.js';

const users = `
import { constant, events, HttpUser, task } from 'tsloc';

const secretKey = 'a key of more than sixteen characters';

events.init.addListener(({ environment: { webUi } }) => {
  if (webUi === null) return;
  webUi.login.configure({ secretKey, loadUser: (id) => ({ id }) });
  webUi.authArgs.username_password_callback = './signin';
  webUi.templateArgs.extended_tabs = [{ title: 'Sizes', key: 'sizes' }];
  webUi.templateArgs.extended_tables = [{ key: 'sizes', structure: [{ key: 'name', title: 'Name' }, { key: 'bytes', title: 'Bytes' }] }];
  webUi.extraStats = () => ({ extended_stats: [{ key: 'sizes', data: [{ name: '<b>/a</b>', bytes: 1234 }] }] });
  webUi.app.post('/signin', async (c) => {
    const form = await c.req.formData();
    return form.get('password') === 'right' ? webUi.login.signIn(c, String(form.get('username'))) : c.redirect('/login');
  });
});

events.initCommandLineParser.addListener(({ parser }) => {
  parser.addArgument('--slow-after', { default: 200, help: 'Milliseconds' });
  parser.addArgument('--token', { default: 'planted-secret', isSecret: true });
});

export class Visitor extends HttpUser {
  static override waitTime = constant(0.2);
  @task async browse(): Promise<void> { await this.client.get('/a'); }
  @task async buy(): Promise<void> { await this.client.post('/missing', { json: {} }); }
}

export class Reader extends HttpUser {
  static override waitTime = constant(0.2);
  @task async read(): Promise<void> { await this.client.get('/b'); }
}
`;

async function startPage(...flags: string[]): Promise<{ command: Command; url: string; cwd: string }> {
  const target = await serve((request, response) => {
    response.statusCode = request.url === '/missing' ? 404 : 200;
    response.end('ok');
  });
  const cwd = folderWith({ 'users.ts': users });
  const command = launch(cwd, ['--host', target.url, '--web-port', '0', ...flags]);
  return { command, url: await command.printed(/web interface at (http:\S+)/), cwd };
}

function launch(cwd: string, flags: readonly string[]): Command {
  const args = ['-f', 'users.ts', '--web-host', '127.0.0.1', ...flags];
  const command = startTsloc(args, { cwd, env: { LOCUST_HEADLESS: 'false' } });
  onTestFinished(async () => {
    command.kill('SIGTERM');
    await command.ended;
  });
  return command;
}

const figure = (page: Page, name: string) => page.locator('.figure', { hasText: name });
const usersIn = (page: Page) => figure(page, 'Users').locator('.figure-value').innerText();
const requestsIn = async (page: Page) =>
  Number((await figure(page, 'Requests/s').locator('.figure-note').innerText()).replace(/\D/g, ''));

describeInBrowser('the page of a tsloc command', (browser) => {
  it('starts, watches, edits, stops and starts again', async () => {
    const { url } = await startPage('--class-picker');
    const page = await browser.open(url);
    expect(await page.content()).not.toContain('planted-secret');
    await page.getByLabel('Users', { exact: true }).fill('4');
    await page.getByLabel('Spawn rate').fill('4');
    await page.getByLabel('Slow after').fill('300');
    await page.getByRole('checkbox', { name: 'Reader' }).uncheck();
    await page.getByRole('button', { name: 'Start' }).click();
    await expect.poll(() => usersIn(page)).toBe('4');
    await expect.poll(() => requestsIn(page)).toBeGreaterThan(10);

    await page.getByRole('button', { name: '/a', exact: true }).click();
    await page.getByRole('dialog').getByRole('heading', { name: 'Latency histogram' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Failures 1' }).click();
    await page.getByRole('cell', { name: /404/ }).waitFor();
    await page.getByRole('tab', { name: 'Ratio' }).click();
    await page.getByText('50%').first().waitFor();
    await page.getByRole('tab', { name: 'Logs' }).click();
    await page.getByText('locust.runners').first().waitFor();

    await page.getByRole('tab', { name: 'Sizes' }).click();
    await page.getByRole('row', { name: '<b>/a</b> 1234' }).waitFor();

    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('dialog').getByLabel('Users', { exact: true }).fill('2');
    await page.getByRole('button', { name: 'Update' }).click();
    await expect.poll(() => usersIn(page)).toBe('2');

    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped', { exact: true }).waitFor();
    const first = await requestsIn(page);
    await page.getByRole('button', { name: 'New test' }).click();
    await page.getByRole('dialog').getByLabel('Users', { exact: true }).fill('1');
    await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
    await expect.poll(() => usersIn(page)).toBe('1');
    expect(await requestsIn(page)).toBeLessThan(first);
    expect(browser.takeProblems()).toEqual([]);
  });

  it('offers every download, and a report that needs no server', async () => {
    const { url } = await startPage('--autostart', '-u', '2');
    const page = await browser.open(`${url}?tab=reports`);
    await page.getByRole('tab', { name: 'Downloads', selected: true }).waitFor();
    // A row, or an error, that was first seen after the last point has no history in a report yet.
    for (const row of ['name=/a&method=GET', 'name=/missing&method=POST'])
      await expect.poll(async () => (await fetch(`${url}stats/history?${row}`)).ok).toBe(true);
    for (const name of ['Requests CSV', 'Failures CSV', 'Exceptions CSV']) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
      expect((await readFile(await download.path(), 'utf8')).split('\r\n').length).toBeGreaterThan(1);
    }
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Report, as a file' }).click(),
    ]);
    const [served] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Report The results' }).click(),
    ]);
    await served.getByRole('link', { name: 'Download' }).waitFor();
    const file = `${folderWith()}/report.html`;
    await download.saveAs(file);
    const report = await browser.open(pathToFileURL(file).href);
    await report.getByRole('heading', { name: 'Load test report' }).waitFor();
    expect(await report.locator('canvas').count()).toBe(5);
    expect(await report.getByRole('link', { name: 'Download' }).count()).toBe(0);
    await report.getByRole('button', { name: '/a', exact: true }).click();
    await report.getByRole('heading', { name: 'Latency histogram' }).waitFor();
    expect(browser.takeProblems()).toEqual([]);
  });

  it('continues after the command was killed and restarted', async () => {
    const { command, url, cwd } = await startPage('--autostart', '-u', '2');
    const page = await browser.open(url);
    await expect.poll(() => requestsIn(page)).toBeGreaterThan(5);
    command.kill('SIGKILL');
    await page.getByText('The server cannot be reached').waitFor();
    await command.ended;
    launch(cwd, ['--host', url, '--web-port', new URL(url).port]);
    await page.getByRole('heading', { name: 'Start new load test' }).waitFor();
    await page.getByText('The server is back, with another test than before.').waitFor();
    await browser.leave(page);
    expect(browser.takeProblems().filter((problem) => !problem.startsWith('Failed to load resource: net::'))).toEqual(
      [],
    );
  });

  it('asks for a login with --web-login', async () => {
    const { url } = await startPage('--web-login');
    const page = await browser.open(url);
    await page.getByLabel('User name').fill('ann');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('User name').fill('ann');
    await page.getByLabel('Password').fill('right');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Start new load test' }).waitFor();
    expect(browser.takeProblems()).toEqual([]);
  });
});

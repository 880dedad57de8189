import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import type { PageArguments } from '../../src/web/page/page-arguments.js';
import { describeInBrowser } from '../helpers/page/browser.js';
import { PageServer } from '../helpers/page/page-server.js';

const told: PageArguments = {
  locustfile: 'audio.ts',
  host: 'http://h',
  num_users: 200,
  spawn_rate: 20,
  show_userclass_picker: true,
  available_user_classes: ['AudioUser', 'ApiUser'],
  available_user_tasks: { AudioUser: ['upload', 'upload', 'poll'], ApiUser: ['list'] },
  users: {
    AudioUser: { tasks: ['upload', 'upload', 'poll'], host: 'http://h', weight: 3, fixed_count: 0 },
    ApiUser: { tasks: ['list'], host: 'http://h', weight: 1, fixed_count: 0 },
  },
  extra_options: { env: { choices: ['dev', 'prod'], default_value: 'dev' }, token: { is_secret: true } },
};

async function serve(): Promise<PageServer> {
  const server = await PageServer.start({ told });
  onTestFinished(() => server.close());
  return server;
}

const figure = (page: Page, name: string) => page.locator('.figure', { hasText: name }).locator('.figure-value');
const lastCommand = (server: PageServer) => {
  const { path, body } = server.commands.at(-1) ?? { path: '', body: '' };
  return [path, Object.fromEntries(new URLSearchParams(body))] as const;
};

describeInBrowser('a test by the page', (browser) => {
  it('starts a test from the form, edits, stops, restarts and resets it', async () => {
    const server = await serve();
    const page = await browser.open(server.url);
    await page.getByLabel('Users', { exact: true }).fill('300');
    await page.getByLabel('Run time').fill('5m');
    await page.getByLabel('Env').selectOption('prod');
    await page.getByRole('checkbox', { name: 'ApiUser' }).uncheck();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText('Starting users').waitFor();
    const start = { user_count: '300', spawn_rate: '20', host: 'http://h', run_time: '5m', profile: '', env: 'prod' };
    expect(lastCommand(server)).toEqual(['swarm', { ...start, user_classes: 'AudioUser' }]);

    const before = await figure(page, 'Requests/s').innerText();
    server.play(20);
    await page.getByRole('status').filter({ hasText: 'Running' }).waitFor();
    await expect.poll(() => figure(page, 'Users').innerText()).toBe('200');
    expect(await figure(page, 'Requests/s').innerText()).not.toBe(before);

    await page.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Users', { exact: true }).inputValue()).toBe('200');
    await dialog.getByLabel('Users', { exact: true }).fill('250');
    await dialog.getByRole('button', { name: 'Update' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(lastCommand(server)).toEqual(['swarm', { user_count: '250', spawn_rate: '20' }]);
    await page.getByText('of 250').waitFor();

    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped').waitFor();
    expect(lastCommand(server)[0]).toBe('stop');

    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => lastCommand(server)[0]).toBe('stats/reset');

    server.tellState('stopped');
    await page.getByRole('button', { name: 'New test' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
    await page.getByText('Starting users').waitFor();
    expect(browser.takeProblems()).toEqual([]);
  });

  it('shows the host of the test, and edits the load that somebody else has started', async () => {
    const server = await serve();
    const page = await browser.open(server.url);
    server.told = { ...told, host: 'http://other', num_users: 50, spawn_rate: 7 };
    await page.getByLabel('Host').fill('http://other');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.locator('.subject-host', { hasText: 'http://other' }).waitFor();
    const visitor = await browser.open(server.url);
    server.told = { ...server.told, spawn_rate: 9 };
    await visitor.getByRole('button', { name: 'Edit' }).click();
    expect(await visitor.getByRole('dialog').getByLabel('Spawn rate').inputValue()).toBe('9');
    expect(browser.takeProblems()).toEqual([]);
  });

  it('begins a new test with the load of the last one, also if somebody else has changed it', async () => {
    const server = await serve();
    const page = await browser.open(server.url);
    await page.getByLabel('Users', { exact: true }).fill('10');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText('Starting users').waitFor();
    server.told = { ...told, num_users: 100, spawn_rate: 5 };
    server.tellState('stopped');
    await page.getByRole('button', { name: 'New test' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Users', { exact: true }).inputValue()).toBe('100');
    expect(await dialog.getByLabel('Spawn rate').inputValue()).toBe('5');
    expect(browser.takeProblems()).toEqual([]);
  });

  it('closes an edit when its test ends, and a start when somebody else starts', async () => {
    const server = await serve();
    server.begin();
    const page = await browser.open(server.url);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Edit' }).click();
    await dialog.getByRole('button', { name: 'Update' }).waitFor();
    server.tellState('stopped');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'New test' }).click();
    await dialog.getByRole('button', { name: 'Start' }).waitFor();
    server.begin();
    await dialog.waitFor({ state: 'detached' });
    server.tellState('stopped');
    await page.getByRole('button', { name: 'New test' }).waitFor();
    expect([await dialog.count(), server.commands]).toEqual([0, []]);
    expect(browser.takeProblems()).toEqual([]);
  });

  it('keeps a form and what was typed when statistics are reset', async () => {
    const server = await serve();
    const page = await browser.open(server.url);
    await page.getByRole('heading', { name: 'Start new load test' }).waitFor();
    server.begin();
    const field = page.getByRole('dialog').getByLabel('Users', { exact: true });
    await page.getByRole('button', { name: 'Edit' }).click();
    await field.fill('321');
    server.tell('history', { ...server.test.history(), testId: 'after a reset' });
    await page.locator('.figures').waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('321');
    server.play(1);
    await page.locator('.figures').waitFor({ state: 'attached' });
    expect(await field.inputValue()).toBe('321');
    expect(browser.takeProblems()).toEqual([]);
  });

  it('shows why the server rejected a command', async () => {
    const server = await serve();
    const page = await browser.open(server.url);
    server.commandError = 'Valid run_time formats are : 20, 20s, <b>3m</b>';
    await page.getByRole('button', { name: 'Start' }).click();
    expect(await page.locator('.load-form [role=alert]').innerText()).toBe(server.commandError);
    server.commandError = null;
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText('Starting users').waitFor();
    server.commandError = 'No runner';
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('alert').getByText('No runner').waitFor();
    await page.getByRole('button', { name: 'Close this message' }).click();
    expect(await page.getByText('No runner').count()).toBe(0);
    expect(browser.takeProblems()).toEqual([]);
  });

  it('does not send an invalid form', async () => {
    const server = await serve();
    const page = await browser.open(server.url);
    await page.getByLabel('Users', { exact: true }).fill('many');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByLabel('Host').fill('shop.example');
    await page.getByText('Expected an address with its scheme').waitFor();
    expect(server.commands).toEqual([]);
  });

  it('changes the settings of a class', async () => {
    const server = await serve();
    const page = await browser.open(server.url);
    await page.getByRole('button', { name: 'Settings of AudioUser' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: 'poll' }).uncheck();
    await dialog.getByLabel('Weight').fill('7');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('weight 7').waitFor();
    expect(JSON.parse(server.commands.at(-1)?.body ?? '')).toEqual({
      tasks: ['upload', 'upload'],
      host: 'http://h',
      weight: 7,
      fixed_count: 0,
      user_class_name: 'AudioUser',
    });
  });

  it('shows what a stop waits for, and continues automatically when it is complete', async () => {
    const server = await serve();
    server.begin();
    const page = await browser.open(server.url);
    for (const state of ['stopping', 'cleanup']) {
      server.tellState(state);
      await page.getByText('Stopping: waiting for 20 users to finish.').waitFor();
    }
    server.tellState('stopped');
    await page.getByRole('button', { name: 'New test' }).waitFor();
    expect(await page.getByText('waiting for').count()).toBe(0);
  });
});

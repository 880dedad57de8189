/** A headless browser for tests of the page; without one on the machine they are skipped, with a message. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, describe, expect, onTestFinished } from 'vitest';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Opens pages, and records their errors: of scripts, on the console, and violations of the content policy. */
export interface BrowserTest {
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** The errors since the last call. Each test must end without any. */
  takeProblems(): string[];
}

/** A `describe` whose tests have a browser. */
export function describeInBrowser(name: string, tests: (browser: BrowserTest) => void): void {
  if (executablePath === undefined) {
    describe.skip(`${name} (skipped: no Chromium in /usr/bin; "apt-get install chromium" brings one)`, () =>
      tests({ open: () => Promise.reject(new Error('no browser')), takeProblems: () => [] }));
    return;
  }
  const path = executablePath;
  describe(name, () => {
    let problems: string[] = [];
    afterAll(() => expect(problems).toEqual([]));
    tests({
      async open(url, options) {
        const browser = await runningBrowser(path);
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
        // Before the test's server ends: a page that loses it reports errors.
        onTestFinished(() => context.close());
        context.setDefaultTimeout(60_000);
        const page = await context.newPage();
        page.on('pageerror', (error) => problems.push(String(error)));
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
        });
        await page.goto(url);
        return page;
      },
      takeProblems() {
        const taken = problems;
        problems = [];
        return taken;
      },
    });
  });
}

/** Shared by all test files of a worker, each page with a context of its own; it ends with the worker. */
let launched: Promise<Browser> | null = null;

async function runningBrowser(executablePath: string): Promise<Browser> {
  const before = await launched?.catch(() => null);
  if (!before?.isConnected()) launched = chromium.launch({ executablePath, args });
  return launched as Promise<Browser>;
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

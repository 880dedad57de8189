/** A headless browser for tests of the page; without one on the machine they are skipped, with a message. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, describe, expect, onTestFinished } from 'vitest';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export interface PageOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
}

/** Opens pages, and records their errors: of scripts, on the console, and violations of the content policy. */
export interface BrowserTest {
  open(url: string, options?: PageOptions): Promise<Page>;
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
      async open(url, { viewport = { width: 1280, height: 800 }, colorScheme = 'light' } = {}) {
        const context = await contextFor(path, url);
        const page = await context.newPage();
        // Before the test's server ends: a page that loses it reports errors.
        onTestFinished(() => closePages(context));
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
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

/** Shared by all test files of a worker; it ends with the worker. */
let browser: Browser | null = null;
/** Shared by all pages of servers, each of which has an origin of its own: a context takes longer to open than a page. */
let shared: BrowserContext | null = null;

async function contextFor(executablePath: string, url: string): Promise<BrowserContext> {
  if (!browser?.isConnected()) {
    browser = await chromium.launch({ executablePath, args });
    shared = null;
  }
  if (url.startsWith('file:')) return newContext(browser); // files share an origin
  shared ??= await newContext(browser);
  return shared;
}

async function newContext(of: Browser): Promise<BrowserContext> {
  const context = await of.newContext();
  context.setDefaultTimeout(60_000);
  return context;
}

async function closePages(context: BrowserContext): Promise<void> {
  if (context !== shared) return context.close();
  await context.clearCookies();
  await Promise.all(context.pages().map((page) => page.close()));
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

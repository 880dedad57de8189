/** A headless browser for tests of the page; without one on the machine they are skipped, with a message. */
import { existsSync } from 'node:fs';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, describe, expect, onTestFinished } from 'vitest';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export interface PageOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
}

/** Opens pages, and records their errors: of scripts, on the console, and violations of the content policy. */
export interface BrowserTest {
  open(url: string, options?: PageOptions): Promise<Page>;
  /** Leaves a page before the end of the test. */
  leave(page: Page): Promise<void>;
  /** The errors since the last call. Each test must end without any. */
  takeProblems(): string[];
}

/** A `describe` whose tests have a browser. */
export function describeInBrowser(name: string, tests: (browser: BrowserTest) => void): void {
  if (executablePath === undefined) {
    describe.skip(`${name} (skipped: no Chromium in /usr/bin; "apt-get install chromium" brings one)`, () =>
      tests({ open: () => Promise.reject(new Error('no browser')), leave: async () => {}, takeProblems: () => [] }));
    return;
  }
  const path = executablePath;
  describe(name, () => {
    let problems: string[] = [];
    afterAll(() => expect(problems).toEqual([]));
    tests({
      async open(url, { viewport = { width: 1280, height: 800 }, colorScheme = 'light' } = {}) {
        const page = await takePage(path);
        // Before the test's server ends: a page that loses it reports errors.
        onTestFinished(async () => {
          await leavePage(page);
          if (!page.isClosed()) idlePages.push(page);
        });
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme, media: null, reducedMotion: 'reduce' });
        page.on('pageerror', (error) => problems.push(String(error)));
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
        });
        await page.goto(url);
        return page;
      },
      leave: leavePage,
      takeProblems() {
        const taken = problems;
        problems = [];
        return taken;
      },
    });
  });
}

/** Shared by all test files of a worker; it ends with the worker. */
let context: BrowserContext | null = null;
/** Pages that no test uses: another URL takes a tenth of the time of another page, which is a process. */
const idlePages: Page[] = [];

async function takePage(executablePath: string): Promise<Page> {
  if (!context?.browser()?.isConnected()) {
    const browser = await chromium.launch({ executablePath, args });
    context = await browser.newContext();
    context.setDefaultTimeout(60_000);
    idlePages.length = 0;
  }
  return idlePages.pop() ?? context.newPage();
}

/** Leaves nothing behind that a later test could see: pages that this one opened, cookies, stored settings, listeners. */
async function leavePage(page: Page): Promise<void> {
  if (page.isClosed() || page.url() === blank) return;
  for (const other of page.context().pages()) if ((await other.opener()) === page) await other.close();
  await page.evaluate('localStorage.clear(); sessionStorage.clear()');
  await page.goto(blank);
  await page.context().clearCookies();
  for (const event of ['pageerror', 'console']) page.removeAllListeners(event);
}

const blank = 'about:blank';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Instead of the list of playwright-core: what it says of pages, and pages of the browser itself that no test sees.
  '--disable-features=PaintHolding,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,ThirdPartyStoragePartitioning,' +
    'AvoidUnnecessaryBeforeUnloadCheckSync,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,MediaRouter,' +
    'WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess',
];

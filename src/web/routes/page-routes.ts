/** The page itself: its document, its files, the login form. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Context, Hono } from 'hono';
import { takeSnapshot } from '../../core/snapshot.js';
import { messageWithCode } from '../../util/error.js';
import type { Login } from '../access/login.js';
import { locustHistory } from '../api/locust-history.js';
import type { Backend } from '../contracts/backend.js';
import type { LiveFeed } from '../feed/live-feed.js';
import { liveDocument, pageFolder } from '../html/page-document.js';
import { templateArgs } from '../html/template-args.js';

/** What the page is made from. */
export interface PageSources {
  readonly backend: Backend;
  readonly feed: LiveFeed;
  readonly login: Login;
  /** Keys that extensions add to the page's arguments. */
  readonly extraArgs: () => object;
  /** The arguments of the login form. */
  readonly authArgs: () => object;
  /** Folder of another build of the page, looked in first; null for none. */
  readonly buildPath: string | null;
}

const historyPoints = 240;

/** `GET /`; a login may protect it. */
export function mainPage({ backend, feed, extraArgs }: PageSources): (context: Context) => Response {
  return (context) => {
    const snapshot = takeSnapshot(backend.environment);
    const history = locustHistory(feed.points(), snapshot.stats.percentilesToChart, historyPoints);
    return page(context, 'templateArgs', { ...templateArgs(backend, snapshot, history), ...extraArgs() });
  };
}

/** Routes without a login: files of the page, and the login form. */
export function openRoutes({ login, authArgs, buildPath }: PageSources): Hono {
  const routes = new Hono();
  routes.get('/assets/:name{.+}', (c) => asset(c, buildPath));
  routes.get('/login', (c) => (login.isEnabled ? page(c, 'authArgs', authArgs()) : c.redirect('./')));
  return routes;
}

function page(context: Context, variable: 'templateArgs' | 'authArgs', value: object): Response {
  const nonce = randomBytes(16).toString('base64');
  const theme = context.req.query('theme');
  try {
    const html = liveDocument({ variable, value, nonce, theme: theme === 'dark' || theme === 'light' ? theme : null });
    return context.html(html, 200, { 'content-security-policy': contentPolicy(nonce), 'cache-control': 'no-store' });
  } catch (error) {
    return context.text(messageWithCode(error), 500);
  }
}

/** Allows nothing from other hosts, no inline code except the document's script, and no frame of another site. */
function contentPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** A file of a build; names that lead out of its folder are not found. */
function asset(context: Context, buildPath: string | null): Response {
  const name = context.req.param('name') ?? '';
  const isPlain = name.split('/').every((part) => /^[\w.-]+$/.test(part) && !/^\.+$/.test(part));
  for (const folder of isPlain ? [...(buildPath === null ? [] : [`${buildPath}/`]), pageFolder] : []) {
    const bytes = readIfThere(`${folder}assets/${name}`);
    if (bytes === null) continue;
    const type = contentTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    return context.body(new Uint8Array(bytes), 200, { 'content-type': type, 'x-content-type-options': 'nosniff' });
  }
  return context.text(`404 Not Found: ${name}`, 404);
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null; // not in this build: the next folder may have it
  }
}

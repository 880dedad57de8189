/** The page's HTML documents: the live one, which loads its files from the server, and the report, which holds them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { messageOf, TslocError } from '../../util/error.js';
import type { FrozenFeed } from '../contracts/feed.js';

export type Theme = 'light' | 'dark';

/** The contents of a live document. */
export interface LiveParts {
  /** `templateArgs` makes the page, `authArgs` the login form. */
  readonly variable: 'templateArgs' | 'authArgs';
  readonly value: object;
  /** Null leaves the choice to the reader's browser. */
  readonly theme: Theme | null;
  /** The nonce of the content policy in the reply's header: `script-src 'self' 'nonce-…'`. */
  readonly nonce: string;
}

/** The folder with `index.html` and `assets/`, wherever this file runs: from `src/` or from `dist/`. */
export const pageFolder = fileURLToPath(new URL('../../../dist/web/page/', import.meta.url));

/**
 * The document of the live page, or of the login form. Its addresses are relative: serve it at a path ending in `/`.
 * @throws {TslocError} `PAGE_NOT_BUILT`
 */
export function liveDocument({ variable, value, theme, nonce }: LiveParts): string {
  const script = `<script nonce="${nonce}">\n${assignments(variable, value, theme)}\n</script>`;
  return pageFile('index.html').replace(placeholder, () => script);
}

/**
 * A document that works without a server, for `templateArgs` with `is_report`.
 * @throws {TslocError} `PAGE_NOT_BUILT`
 */
export function reportDocument(templateArgs: object, feed: FrozenFeed, theme: Theme): string {
  const { head, script, style } = reportParts();
  const values = `\n${assignments('templateArgs', templateArgs, theme)}\n`;
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src '${digest(style)}'`,
    `script-src '${digest(values)}' '${digest(script)}'`,
  ].join('; ');
  return [
    '<!doctype html>\n<html lang="en">\n<head>',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `${head}<style>${style}</style>\n</head>\n<body>\n<div id="page"></div>`,
    '<noscript>This report needs JavaScript.</noscript>',
    `<script type="text/plain" id="feed">${deflateRawSync(JSON.stringify(feed)).toString('base64')}</script>`,
    `<script>${values}</script>`,
    `<script type="module">${script}</script>\n</body>\n</html>\n`,
  ].join('\n');
}

const placeholder = '<!--arguments-->';

/** The two lines that readers of Locust's pages and reports look for. */
function assignments(variable: string, value: object, theme: Theme | null): string {
  return `window.${variable} = ${htmlSafe(value)}\nwindow.theme = ${JSON.stringify(theme ?? '')}`;
}

/** JSON in one line that ends no script element and begins no comment. */
function htmlSafe(value: object): string {
  return JSON.stringify(value).replace(
    /[<>&'\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The files of the built page, as parts of one document. */
function reportParts(): { head: string; script: string; style: string } {
  const page = pageFile('index.html');
  const icon = Buffer.from(pageFile(addressIn(page, /rel="icon"[^>]*href="([^"]+)"/))).toString('base64');
  return {
    head: [
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      '<title>Load test report</title>',
      `<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,${icon}">\n`,
    ].join('\n'),
    script: pageFile(addressIn(page, /<script[^>]*src="([^"]+)"/)).replaceAll('</script', '<\\/script'),
    style: pageFile(addressIn(page, /rel="stylesheet"[^>]*href="([^"]+)"/)),
  };
}

function addressIn(page: string, pattern: RegExp): string {
  const address = pattern.exec(page)?.[1];
  if (address === undefined) throw notBuilt(`no ${pattern} in its index.html`);
  return address;
}

function pageFile(path: string): string {
  try {
    return readFileSync(`${pageFolder}${path}`, 'utf8');
  } catch (error) {
    throw notBuilt(messageOf(error), error);
  }
}

function notBuilt(found: string, cause?: unknown): TslocError {
  const message = `Expected the built page in ${pageFolder}, got ${found}.`;
  return new TslocError('PAGE_NOT_BUILT', message, { cause, hint: 'In a checkout, "npm run build" makes it.' });
}

/** The hash by which a content policy allows an inline script or style. */
function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { liveDocument, pageFolder, reportDocument } from '../../../src/web/html/page-document.js';
import { emptyFrozenFeed } from '../../helpers/page/feed.js';

const hostile = { name: '</script><script>alert(1)</script><!-- \u2028 & \'"', is_report: true };

describe('the live document', () => {
  it('has one line of templateArgs, then the theme, in a script with the nonce', () => {
    const page = liveDocument({ variable: 'templateArgs', value: { state: 'ready' }, theme: 'dark', nonce: 'n0' });
    expect(page).toContain(
      '<script nonce="n0">\nwindow.templateArgs = {"state":"ready"}\nwindow.theme = "dark"\n</script>',
    );
  });

  it('leaves the theme to the browser by default', () => {
    const page = liveDocument({ variable: 'authArgs', value: {}, theme: null, nonce: 'n0' });
    expect(page).toContain('window.authArgs = {}\nwindow.theme = ""\n');
  });

  it('escapes values that would end its script or begin a comment', () => {
    const page = liveDocument({ variable: 'templateArgs', value: hostile, theme: null, nonce: 'n0' });
    const line = /window\.templateArgs = (.*)/.exec(page)?.[1] as string;
    expect(line).not.toMatch(/[<>&'\u2028]/);
    expect(JSON.parse(line)).toEqual(hostile);
  });

  it('names only files of the page, by relative addresses', () => {
    const page = liveDocument({ variable: 'templateArgs', value: {}, theme: null, nonce: 'n0' });
    const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] as string);
    expect(addresses).toHaveLength(3);
    for (const address of addresses) {
      expect(address).toMatch(/^\.\/assets\//);
      expect(readFileSync(`${pageFolder}${address}`).length).toBeGreaterThan(0);
    }
  });
});

describe('the report document', () => {
  const report = reportDocument(hostile, emptyFrozenFeed(), 'light');

  it('has the lines that report parsers look for, once', () => {
    const [, afterwards] = report.split('window.templateArgs = ') as [string, string];
    expect(report.split('window.templateArgs = ')).toHaveLength(2);
    const [line, next] = afterwards.split('\n') as [string, string];
    expect(JSON.parse(line)).toEqual(hostile);
    expect(next).toBe('window.theme = "light"');
  });

  it('loads no other file', () => {
    const markup = report.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '');
    expect(markup).not.toMatch(/\ssrc=|href="(?!data:)/);
    expect(report).toContain(`content="default-src 'none'; img-src data:; style-src 'sha256-`);
  });

  it('holds the feed as data', () => {
    const feed = /<script type="text\/plain" id="feed">([^<]*)<\/script>/.exec(report)?.[1] as string;
    expect(JSON.parse(inflateRawSync(Buffer.from(feed, 'base64')).toString())).toEqual(emptyFrozenFeed());
  });
});

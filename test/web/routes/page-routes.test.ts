import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { makeWebUi } from '../../helpers/page/web-backend.js';
import { makeSample } from '../../helpers/statistics/samples.js';

describe('GET /', () => {
  it('has Locust’s arguments, those of extensions, and a strict content policy', async () => {
    const { webUi, call } = makeWebUi();
    webUi.templateArgs.extended_tabs = [{ title: '</script><b>', key: 'mine' }];
    const reply = await call('/');
    const html = await reply.text();
    expect(html).toMatch(/^window\.templateArgs = \{.*"extended_tabs".*\}$/m);
    expect(html).not.toContain('</script><b>');
    const policy = reply.headers.get('content-security-policy') as string;
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] as string;
    expect(html).toContain(`nonce="${nonce}"`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(await (await call('/')).text()).not.toContain(nonce);
  });
});

describe('the history in GET /', () => {
  it('is that of the whole test, without the work that a report of all rows takes', async () => {
    const { backend, webUi, call } = makeWebUi();
    const { stats } = backend.environment;
    backend.setRunner('running', 2);
    const at = stats.total.startTime + 1;
    for (let i = 0; i < 3; i++) stats.record(makeSample(), at);
    webUi.feed.tick(takeSnapshot(backend.environment, at));
    webUi.feed.freeze = () => {
      throw new Error('The page needs no row.');
    };
    const html = await (await call('/')).text();
    expect(html).toMatch(/"total_avg_response_time":\["[^"]+",10\]/);
  });
});

describe('GET /assets', () => {
  it('serves the files of the page with their types', async () => {
    const { call } = makeWebUi();
    const html = await (await call('/')).text();
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(html)?.[1] as string;
    const reply = await call(script);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  it('prefers another build', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'assets', 'mine.css'), 'b{}');
    const { call } = makeWebUi({ buildPath: folder });
    expect(await (await call('/assets/mine.css')).text()).toBe('b{}');
  });

  it.each(['/assets/none.js', '/assets/..%2Findex.html', '/assets/%2e%2e/index.html', '/assets/a/../../index.html'])(
    'answers 404 to %s',
    async (path) => expect((await makeWebUi().call(path)).status).toBe(404),
  );
});

import { describe, expect, it } from 'vitest';
import { makeWebUi, TestBackend } from '../../helpers/page/web-backend.js';

describe('routes that only tsloc has', () => {
  it('serve metrics in Prometheus’ text format', async () => {
    const reply = await makeWebUi().call('/metrics');
    expect(reply.headers.get('content-type')).toMatch('version=0.0.4');
    expect(await reply.text()).toContain('\nlocust_users 0\n');
  });

  it('offer custom metrics as an attachment', async () => {
    const reply = await makeWebUi().call('/stats/metrics/csv');
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment;filename=Locust_.*users.ts_metrics.csv$/);
    expect(await reply.text()).toMatch(/^Type,Name,Count,Value/);
  });

  it('offer names that no spreadsheet takes for formulas with --csv-safe', async () => {
    const { call, backend } = makeWebUi({}, new TestBackend({ csvSafe: true }));
    backend.environment.stats.metrics.counter('=1+1').add(1);
    expect(await (await call('/stats/metrics/csv')).text()).toContain("counter,'=1+1,");
  });

  it('answer 404 for the history of an unknown row', async () => {
    expect((await makeWebUi().call('/stats/history?method=GET&name=/x')).status).toBe(404);
  });

  it('send the history first, then a snapshot, to each viewer', async () => {
    const { call, webUi, backend } = makeWebUi();
    const reply = await call('/stats/stream');
    expect(reply.headers.get('content-type')).toBe('text/event-stream');
    const reader = (reply.body as ReadableStream<Uint8Array>).getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    expect(first).toMatch(/^event: history\ndata: \{.*\}\n\n$/);
    expect(webUi.feed.viewerCount).toBe(1);
    await reader.cancel();
    expect(webUi.feed.viewerCount).toBe(0);
    expect(backend.calls).toEqual([]);
  });

  it('open no stream for HEAD, which nobody would end', async () => {
    const { call, webUi } = makeWebUi();
    const reply = await call('/stats/stream', { method: 'HEAD' });
    expect([reply.headers.get('content-type'), webUi.feed.viewerCount]).toEqual(['text/event-stream', 0]);
  });

  it.each(['/metrics', '/stats/metrics/csv', '/stats/stream', '/stats/history'])(
    'leave %s to a route of the test, which need not require a login',
    async (path) => {
      for (const basePath of ['', '/load']) {
        const { call, webUi } = makeWebUi({ basePath, login: true });
        webUi.login.configure({ secretKey: 'a-secret-of-the-test', loadUser: () => null });
        webUi.app.get(basePath + path, (c) => c.text('of the test'));
        webUi.app.get('*', (c) => c.text('of all paths'));
        expect(await (await call(basePath + path)).text()).toBe('of the test');
      }
    },
  );

  it('are not replaced by a route of the test for many paths, nor by one of another method', async () => {
    const { call, webUi } = makeWebUi();
    webUi.app.get('*', (c) => c.text('of all paths'));
    webUi.app.post('/metrics', (c) => c.text('posted'));
    expect(await (await call('/metrics')).text()).toContain('locust_users 0');
    expect(await (await call('/other')).text()).toBe('of all paths');
  });

  it('require a login where no route of the test replaces them, as those of Locust do in any case', async () => {
    const { call, webUi } = makeWebUi({ login: true });
    webUi.login.configure({ secretKey: 'a-secret-of-the-test', loadUser: () => null });
    webUi.app.get('/stop', (c) => c.text('of the test'));
    expect([(await call('/metrics')).status, (await call('/stop')).status]).toEqual([302, 302]);
  });
});

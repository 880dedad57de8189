import { describe, expect, it } from 'vitest';
import { makeWebUi, pickable, TestBackend } from '../../helpers/page/web-backend.js';
import { makeSample } from '../../helpers/statistics/samples.js';

describe('routes that read', () => {
  it('answer like Locust before any request', async () => {
    const { get } = makeWebUi();
    expect(await get('/stats/requests')).toMatchObject({
      state: 'ready',
      user_count: 0,
      errors: [],
      fail_ratio: 0,
      total_rps: 0,
    });
    expect(await get('/exceptions')).toEqual({ exceptions: [] });
    expect(await get('/worker-count')).toEqual({ worker_count: 0 });
    expect(await get('/tasks')).toHaveProperty('per_class');
  });

  it('show a request at once: no reply is cached', async () => {
    const { get, backend } = makeWebUi();
    await get('/stats/requests');
    backend.environment.stats.record(makeSample());
    expect(await get('/stats/requests')).toMatchObject({ stats: [{ num_requests: 1 }, { name: 'Aggregated' }] });
  });

  it('list the newest 500 lines of the log', async () => {
    const { get, log } = makeWebUi();
    for (let i = 0; i < 600; i++) log.add(`line ${i}`);
    const { master, workers } = (await get('/logs')) as { master: string[]; workers: object };
    expect([master.length, master[0], master.at(-1), workers]).toEqual([500, 'line 100', 'line 599', {}]);
  });

  it.each([
    ['/stats/requests/csv', 'requests', 'Type,Name,Request Count'],
    ['/stats/failures/csv', 'failures', 'Method,Name,Error'],
    ['/exceptions/csv', 'exceptions', 'Count,Message'],
  ])('offer %s as an attachment', async (path, kind, head) => {
    const reply = await makeWebUi().call(path);
    expect(reply.headers.get('content-type')).toMatch('text/csv');
    expect(reply.headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment;filename=Locust_.*users.ts_${kind}.csv$`),
    );
    expect((await reply.text()).startsWith(head)).toBe(true);
  });

  it('offer cells that no spreadsheet takes for formulas with --csv-safe', async () => {
    for (const csvSafe of [false, true]) {
      const { call, backend } = makeWebUi({}, new TestBackend({ csvSafe }));
      backend.environment.stats.record(makeSample({ name: '=1+1', exception: '=2+2' }));
      backend.environment.stats.exceptions.record(new Error('x'), '=3+3');
      const texts = ['/stats/requests/csv', '/stats/failures/csv', '/exceptions/csv'].map(async (path) =>
        (await call(path)).text(),
      );
      const [requests, failures, exceptions] = await Promise.all(texts);
      const quote = csvSafe ? "'" : '';
      expect(requests).toContain(`GET,${quote}=1+1,`);
      expect(failures).toContain(`GET,${quote}=1+1,${quote}=2+2,`);
      expect(exceptions).toContain(`,${quote}=3+3`);
    }
  });

  it('show the report as a page, and offer it as a file', async () => {
    const { call } = makeWebUi();
    const shown = await call('/stats/report?theme=dark');
    expect(shown.headers.get('content-disposition')).toBeNull();
    expect(await shown.text()).toMatch(/"show_download_link":true.*\nwindow\.theme = "dark"\n/);
    const file = await call('/stats/report?download=1');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment;filename=Locust_.*users\.ts.*\.html$/);
    expect(await file.text()).toMatch(/"show_download_link":false.*\nwindow\.theme = "light"\n/);
  });

  it('show the host of the classes that run in the report', async () => {
    const { call, backend } = makeWebUi();
    backend.classes = [pickable('A', { host: 'http://a' }), pickable('B', { host: 'http://b', isChosen: false })];
    expect(await (await call('/stats/report')).text()).toContain('"host":"http://a"');
    backend.environment.host = ''; // none
    expect(await (await call('/stats/report')).text()).toContain('"host":"http://a"');
  });

  it('add the keys of extensions to /stats/requests', async () => {
    const { get, webUi } = makeWebUi();
    webUi.extraStats = () => ({ extended_stats: [{ key: 'mine', data: [] }] });
    expect(await get('/stats/requests')).toMatchObject({ extended_stats: [{ key: 'mine', data: [] }] });
  });
});

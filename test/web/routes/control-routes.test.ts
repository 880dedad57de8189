import { describe, expect, it } from 'vitest';
import { makeWebUi } from '../../helpers/page/web-backend.js';

const load = { user_count: '10', spawn_rate: '2' };
const started = { users: 10, spawnRate: 2, runTimeSeconds: null, userClasses: null, shape: null };

describe('POST /swarm', () => {
  it('starts a test and answers at once, with Locust’s message', async () => {
    const { post, backend } = makeWebUi();
    const reply = await post('/swarm', { ...load, host: 'http://x', run_time: '1m' });
    expect(reply.status).toBe(200);
    expect(await reply.text()).toBe(
      '{\n  "host": "http://x",\n  "message": "Swarming started",\n  "run_time": 60,\n  "success": true\n}\n',
    );
    expect(backend.calls).toEqual([{ ...started, runTimeSeconds: 60 }]);
    expect(backend.environment.host).toBe('http://x');
  });

  it('accepts multipart forms, too', async () => {
    const { call, backend } = makeWebUi();
    const body = new FormData();
    for (const [name, value] of Object.entries(load)) body.append(name, value);
    expect(await (await call('/swarm', { method: 'POST', body })).json()).toMatchObject({ success: true });
    expect(backend.calls).toEqual([started]);
  });

  it('changes the test’s own options and the profile before the start', async () => {
    const { post, backend } = makeWebUi();
    await post('/swarm', { ...load, slow_after: '300', profile: 'night', csv_prefix: '/etc/x' });
    expect(backend.environment.parsedOptions).toMatchObject({
      slowAfter: 300,
      profile: 'night',
      numUsers: 10,
      spawnRate: 2,
    });
    expect(backend.environment.parsedOptions.csvPrefix).not.toBe('/etc/x');
  });

  it.each([
    [{ spawn_rate: '1' }, 'Missing or invalid user_count or spawn_rate from /swarm request'],
    [{ ...load, spawn_rate: 'inf' }, 'Missing or invalid user_count or spawn_rate from /swarm request'],
    [{ ...load, spawn_rate: 'nan' }, 'Missing or invalid user_count or spawn_rate from /swarm request'],
    [{ user_count: '-1', spawn_rate: '1' }, 'Missing or invalid user_count or spawn_rate from /swarm request'],
    [
      { user_count: '9'.repeat(400), spawn_rate: '1' },
      'Missing or invalid user_count or spawn_rate from /swarm request',
    ],
    [{ user_count: '1', spawn_rate: '0' }, 'Missing or invalid user_count or spawn_rate from /swarm request'],
    [{ user_count: 'abc', spawn_rate: '1' }, "Invalid user_count value: 'abc' (must be an integer)"],
    [{ ...load, run_time: 'soon' }, 'Valid run_time formats are : 20, 20s, 3m, 2h, 1h20m, 3h30m10s, etc.'],
    [{ ...load, slow_after: 'x' }, "Invalid slow_after value: argument --slow-after: invalid int value: 'x'"],
  ] as [Record<string, string>, string][])(
    'refuses %j, changes nothing and starts nothing',
    async (fields, message) => {
      const { post, backend } = makeWebUi();
      const reply = await post('/swarm', { ...fields, host: 'http://other' });
      expect(reply.status).toBe(200);
      expect(await reply.json()).toMatchObject({ success: false, message });
      expect(backend.calls).toEqual([]);
      expect(backend.environment.host).not.toBe('http://other');
    },
  );

  it('reports why a test cannot start', async () => {
    const { post, backend } = makeWebUi();
    backend.failure = new Error('Expected a host for class Visitor, got none.');
    const { host, parsedOptions } = backend.environment;
    const before = { ...parsedOptions };
    expect(await (await post('/swarm', { ...load, host: 'foo', slow_after: '300' })).json()).toMatchObject({
      success: false,
      message: backend.failure.message,
      host,
    });
    expect([backend.environment.host, { ...parsedOptions }]).toEqual([host, before]);
  });

  it('follows the active shape and ignores users and rate', async () => {
    const { post, backend } = makeWebUi();
    backend.activeShape = { name: 'Wave', useCommonOptions: false };
    expect(await (await post('/swarm')).json()).toMatchObject({
      success: true,
      message: "Swarming started using shape class 'Wave'",
    });
    expect(backend.calls).toMatchObject([{ shape: 'Wave' }]);
  });

  it('ignores a JSON body, as Locust does', async () => {
    const { call } = makeWebUi();
    const init = { method: 'POST', body: JSON.stringify(load), headers: { 'content-type': 'application/json' } };
    expect(await (await call('/swarm', init)).json()).toMatchObject({ success: false });
  });

  describe('with the class picker', () => {
    const withPicker = () => {
      const page = makeWebUi();
      page.backend.hasClassPicker = true;
      return page;
    };

    it('starts the chosen classes and shape', async () => {
      const { post, backend } = withPicker();
      const fields: [string, string][] = [
        ...Object.entries(load),
        ['user_classes', 'Visitor'],
        ['shape_class', 'Wave'],
      ];
      await post('/swarm', fields);
      expect(backend.calls).toEqual([{ ...started, userClasses: ['Visitor'], shape: 'Wave' }]);
    });

    it('starts all classes if none is chosen, and lists them sorted', async () => {
      const { post, backend } = withPicker();
      expect(await (await post('/swarm', load)).json()).toMatchObject({ user_classes: ['Buyer', 'Visitor'] });
      expect(backend.calls).toMatchObject([{ userClasses: ['Visitor', 'Buyer'] }]);
    });

    it.each([
      [{ user_classes: 'Nobody' }, "Unknown user class 'Nobody', expected any of Visitor, Buyer"],
      [{ shape_class: 'Nothing' }, "Unknown shape class 'Nothing', expected any of Default, Wave"],
    ] as [Record<string, string>, string][])('refuses %j', async (fields, message) => {
      const { post, backend } = withPicker();
      expect(await (await post('/swarm', { ...load, ...fields })).json()).toMatchObject({ success: false, message });
      expect(backend.calls).toEqual([]);
    });

    it('keeps the classes of a running test, and lists those', async () => {
      const { post, backend } = withPicker();
      backend.setRunner('running', 3);
      backend.environment.userClasses = [{ name: 'Visitor' }] as never;
      const reply = await (await post('/swarm', { ...load, user_classes: 'Buyer' })).json();
      expect(reply).toMatchObject({ success: true, user_classes: ['Visitor'] });
      expect(backend.calls).toMatchObject([{ userClasses: ['Visitor'] }]);
    });

    it('keeps the shape of a running test, unless the form names another one or none', async () => {
      const { post, backend } = withPicker();
      backend.setRunner('running', 3);
      backend.activeShape = { name: 'Wave', useCommonOptions: false };
      expect(await (await post('/swarm', { slow_after: '5' })).json()).toMatchObject({ success: true });
      await post('/swarm', { ...load, shape_class: 'Default' });
      expect(backend.calls).toMatchObject([{ shape: 'Wave' }, { shape: null }]);
    });

    it('starts a test without a shape if the form names none, though the previous test had one', async () => {
      const { post, backend } = withPicker();
      backend.setRunner('stopped');
      backend.activeShape = { name: 'Wave', useCommonOptions: false };
      await post('/swarm', load);
      expect(backend.calls).toMatchObject([{ shape: null }]);
    });

    it('refuses to start without a class', async () => {
      const { post, backend } = withPicker();
      backend.classes = [];
      const message = 'UserClass picker is active but there are no available UserClasses';
      expect(await (await post('/swarm', load)).json()).toMatchObject({ success: false, message });
    });
  });
});

describe('the other commands', () => {
  it.each(['GET', 'POST'])('stops the test by %s /stop', async (method) => {
    const { call, backend } = makeWebUi();
    expect(await (await call('/stop', { method })).json()).toEqual({ message: 'Test stopped', success: true });
    expect(backend.calls).toEqual(['stop']);
  });

  it.each(['GET', 'POST'])('resets statistics by %s /stats/reset', async (method) => {
    const { call, backend } = makeWebUi();
    const reply = await call('/stats/reset', { method });
    expect(await reply.text()).toBe('ok');
    expect(reply.headers.get('content-type')).toMatch('text/html');
    expect(backend.calls).toEqual(['reset']);
  });

  it.each(['/stop', '/stats/reset'])('changes nothing by HEAD %s', async (path) => {
    const { call, backend } = makeWebUi();
    expect((await call(path, { method: 'HEAD' })).status).toBe(405);
    expect(backend.calls).toEqual([]);
  });

  it('changes settings of a class by POST /user', async () => {
    const { call, backend } = makeWebUi();
    const body = JSON.stringify({
      user_class_name: 'Buyer',
      host: 'http://z',
      weight: 5,
      fixed_count: 0,
      tasks: ['home'],
      vip: true,
    });
    const reply = await call('/user', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect([reply.status, await reply.text()]).toEqual([201, '{}\n']);
    expect(backend.calls).toEqual([
      ['Buyer', { host: 'http://z', weight: 5, fixed_count: 0, tasks: ['home'], vip: true }],
    ]);
  });

  it.each([
    'not json',
    'null',
    '{"user_class_name":"Nobody"}',
    '{"user_class_name":"Buyer","tasks":null}',
    '{"user_class_name":"Buyer","tasks":[5]}',
  ])('answers 500 to POST /user with %s', async (body) => {
    const { call, backend } = makeWebUi();
    const reply = await call('/user', { method: 'POST', body });
    expect([reply.status, await reply.text()]).toEqual([500, expect.stringMatching(/^Internal Server Error: /)]);
    expect(backend.calls).toEqual([]);
  });
});

describe('pages of other sites', () => {
  const crossSite = { 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' };

  it.each([
    ['POST', '/swarm'],
    ['POST', '/stop'],
    ['GET', '/stop'],
    ['GET', '/stats/reset'],
    ['POST', '/user'],
  ])('may not %s %s', async (method, path) => {
    const { call, backend } = makeWebUi();
    const reply = await call(path, { method, headers: crossSite });
    expect(reply.status).toBe(403);
    expect(backend.calls).toEqual([]);
  });

  it('may not stop a test by an image of an old browser, which sends a referer alone', async () => {
    const { call, backend } = makeWebUi();
    expect((await call('/stop', { headers: { referer: 'http://evil.example/page' } })).status).toBe(403);
    expect(backend.calls).toEqual([]);
  });

  it('may read, as in Locust', async () => {
    const reply = await makeWebUi().call('/stats/requests', { headers: crossSite });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('access-control-allow-origin')).toBe('http://evil.example');
  });
});

it('refuses bodies over 1 MB', async () => {
  const { call } = makeWebUi();
  const init = { method: 'POST', body: 'x'.repeat(1_000_001), headers: { 'content-length': '1000001' } };
  expect((await call('/user', init)).status).toBe(413);
});

import { describe, expect, it } from 'vitest';
import { makeWebUi } from '../../helpers/page/web-backend.js';

const secretKey = 'a key of more than sixteen characters';

/** A page with a login route as a test writes it, and one user. */
function pageWithLogin() {
  const page = makeWebUi({ login: true });
  page.webUi.login.configure({ secretKey, loadUser: (id) => (id === 'ann' ? { id } : null) });
  page.webUi.app.post('/auth', async (c) => {
    const form = await c.req.formData();
    if (form.get('password') !== 'right') return c.redirect('/login');
    return page.webUi.login.signIn(c, String(form.get('username')), c.req.query('next'));
  });
  page.webUi.app.get('/public', (c) => c.text('public'));
  page.webUi.app.get('/private', page.webUi.login.required, (c) => c.text('private'));
  return page;
}

async function cookieOf(page: ReturnType<typeof pageWithLogin>, username = 'ann'): Promise<string> {
  const reply = await page.post('/auth', { username, password: 'right' });
  return reply.headers.get('set-cookie') ?? '';
}

describe('--web-login', () => {
  it.each(['/', '/?theme=dark&tab=a%20b', '/stats/requests', '/stop', '/exceptions/csv', '/metrics', '/private'])(
    'redirects an anonymous GET %s to the login form',
    async (path) => {
      const page = pageWithLogin();
      const reply = await page.call(path);
      expect([reply.status, reply.headers.get('location')]).toEqual([302, `/login?next=${encodeURIComponent(path)}`]);
      expect(page.backend.calls).toEqual([]);
    },
  );

  it('does not protect routes of a test without `login.required`', async () => {
    expect(await (await pageWithLogin().call('/public')).text()).toBe('public');
  });

  it('lets a logged-in user in, by a cookie that scripts and other sites cannot use', async () => {
    const page = pageWithLogin();
    const cookie = await cookieOf(page);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const headers = { cookie: cookie.split(';')[0] as string };
    expect((await page.call('/stats/requests', { headers })).status).toBe(200);
    expect(await (await page.call('/private', { headers })).text()).toBe('private');
  });

  it.each([
    ['a changed user', (cookie: string) => cookie.replace('ann', 'bob')],
    ['a changed end', (cookie: string) => cookie.replace(/=\d+/, '=99999999999')],
    ['no signature', (cookie: string) => cookie.replace(/(ann).*/, '$1')],
  ])('refuses a cookie with %s', async (_, change) => {
    const page = pageWithLogin();
    const cookie = change((await cookieOf(page)).split(';')[0] as string);
    expect((await page.call('/stats/requests', { headers: { cookie } })).status).toBe(302);
  });

  it('refuses a user who no longer exists', async () => {
    const page = pageWithLogin();
    const cookie = (await cookieOf(page, 'gone')).split(';')[0] as string;
    expect((await page.call('/stats/requests', { headers: { cookie } })).status).toBe(302);
  });

  it.each([null, undefined, false])('refuses a user for whom loadUser returns %s', async (noUser) => {
    const page = pageWithLogin();
    const cookie = (await cookieOf(page)).split(';')[0] as string;
    page.webUi.login.configure({ secretKey, loadUser: async () => noUser });
    expect((await page.call('/stats/requests', { headers: { cookie } })).status).toBe(302);
  });

  it.each(['//evil.example', 'http://evil.example', '/\\evil.example', '/\t/evil.example', '/\r\n\\evil.example'])(
    'never redirects to %j after a login',
    async (next) => {
      const page = pageWithLogin();
      const reply = await page.post(`/auth?next=${encodeURIComponent(next)}`, { username: 'ann', password: 'right' });
      expect(reply.headers.get('location')).toBe('/');
    },
  );

  it('redirects to a path of the page after a login', async () => {
    const page = pageWithLogin();
    const next = encodeURIComponent('/?theme=dark&tab=a%20b');
    const reply = await page.post(`/auth?next=${next}`, { username: 'ann', password: 'right' });
    expect(reply.headers.get('location')).toBe('/?theme=dark&tab=a%20b');
  });

  it('answers like Locust without a configuration', async () => {
    const reply = await makeWebUi({ login: true }).call('/stats/requests');
    expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining('Locust auth exception: ')]);
  });

  it('keeps the base path in redirects', async () => {
    const page = makeWebUi({ login: true, basePath: '/load' });
    page.webUi.login.configure({ secretKey, loadUser: () => null });
    const reply = await page.call('/load/stats/requests');
    expect(reply.headers.get('location')).toBe('/load/login?next=%2Fload%2Fstats%2Frequests');
  });

  it.each<object | undefined>([
    { secretKey: 'short', loadUser: () => null },
    { secretKey },
    { secretKey, loadUser: () => null, sessionSeconds: '60' },
    { secretKey, loadUser: () => null, sessionSecond: 60 },
    undefined,
  ])('rejects the settings %j', (settings) => {
    expect(() => makeWebUi({ login: true }).webUi.login.configure(settings as never)).toThrow(
      expect.objectContaining({ code: 'BAD_LOGIN' }),
    );
  });
});

it('is off by default: nothing requires a login', async () => {
  const { call } = makeWebUi();
  expect((await call('/stats/requests')).status).toBe(200);
  expect((await call('/login')).status).toBe(302);
});

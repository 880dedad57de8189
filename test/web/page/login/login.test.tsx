import { describe, expect, it } from 'vitest';
import { Login } from '../../../../src/web/page/login/login.js';
import { markupOf, wordsOf } from '../markup.js';

describe('the login form', () => {
  it('asks for a name and a password, and posts them', () => {
    const form = markupOf(<Login args={{ username_password_callback: '/login_submit' }} />);
    expect(form).toContain('<form class="load-form" method="post" action="/login_submit">');
    expect(form).toMatch(/name="username" type="text".*name="password" type="password"/);
  });

  it('has the custom fields of the test instead', () => {
    const own = { inputs: [{ label: 'Code', name: 'code' }], callback_url: '/code', submit_button_text: 'Go' };
    const form = <Login args={{ custom_form: own, username_password_callback: '/no' }} />;
    expect(wordsOf(form)).toBe('tsloc Code Go');
    expect(markupOf(form)).toContain('action="/code"');
  });

  it('links to other services, and shows an error as text', () => {
    const args = {
      auth_providers: [{ label: 'GitHub', callback_url: '/github' }],
      error: '<b>no</b>',
      title: 'My tests',
    };
    expect(wordsOf(<Login args={args} />)).toBe('My tests <b>no</b> GitHub');
    expect(markupOf(<Login args={args} />)).toContain('href="/github"');
  });
});

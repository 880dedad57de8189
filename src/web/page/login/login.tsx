/** The login form: name and password, or fields that the test defines, and other services to sign in with. */

import type { LoginArguments, LoginInput } from '../page-arguments.js';
import { Icon } from '../shell/icon.js';
import { LoginField } from './login-field.js';

const usual: readonly LoginInput[] = [
  { label: 'User name', name: 'username', is_required: true },
  { label: 'Password', name: 'password', is_secret: true, is_required: true },
];

export function Login({ args }: { readonly args: LoginArguments }) {
  const { custom_form: own, username_password_callback: callback, auth_providers: providers = [] } = args;
  const target = own?.callback_url ?? callback;
  return (
    <main id="main" class="content">
      <section class="card start-card login">
        <h1>{args.title ?? 'tsloc'}</h1>
        {args.info && <p class="notice info">{args.info}</p>}
        {args.error && (
          <p class="notice bad" role="alert">
            <Icon name="warning" />
            {args.error}
          </p>
        )}
        {target !== undefined && (
          <form class="load-form" method="post" action={target}>
            {(own?.inputs ?? usual).map((input) => (
              <LoginField key={input.name} input={input} />
            ))}
            <div class="form-end">
              <button type="submit" class="button main large">
                {own?.submit_button_text ?? 'Sign in'}
              </button>
            </div>
          </form>
        )}
        {providers.map(({ label, callback_url: href, icon_url: icon }) => (
          <a key={href} class="button quiet provider" href={href}>
            {icon !== undefined && <img src={icon} alt="" width="20" height="20" />}
            {label}
          </a>
        ))}
      </section>
    </main>
  );
}

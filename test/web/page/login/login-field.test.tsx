import { describe, expect, it } from 'vitest';
import { LoginField } from '../../../../src/web/page/login/login-field.js';
import type { LoginInput } from '../../../../src/web/page/page-arguments.js';
import { markupOf } from '../markup.js';

const field = (input: Partial<LoginInput>) => markupOf(<LoginField input={{ label: 'L', name: 'n', ...input }} />);

describe('a field of the login', () => {
  it('has the type of its input', () => {
    expect(field({ type: 'email', is_required: true })).toMatch(/type="email" required/);
    expect(field({ default_value: true })).toContain('type="checkbox"');
    expect(field({ choices: ['a', 'b'], default_value: 'b' })).toMatch(/<option>a<\/option><option selected>b/);
  });

  it('never has the value of a secret', () => {
    expect(field({ is_secret: true, default_value: 's3cret' })).not.toContain('s3cret');
  });

  it('supports password managers', () => {
    expect(field({ name: 'password', is_secret: true })).toContain('autocomplete="current-password"');
  });
});

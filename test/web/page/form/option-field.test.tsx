import { describe, expect, it } from 'vitest';
import { OptionField } from '../../../../src/web/page/form/option-field.js';
import type { ExtraOption } from '../../../../src/web/page/page-arguments.js';
import { markupOf, wordsOf } from '../markup.js';

const field = (option: ExtraOption) => markupOf(<OptionField name="my_option" option={option} />);

describe('the field of an option', () => {
  it('is a text field with an escaped default', () => {
    expect(field({ default_value: '"><b>' })).toMatch(/type="text"[^>]*value="&quot;>&lt;b>"/);
  });

  it('is a switch if the default is a boolean', () => {
    expect(field({ default_value: true })).toMatch(/type="checkbox" name="my_option" checked/);
    expect(field({ default_value: false })).not.toContain('checked');
  });

  it('is a password field for a secret, without its value', () => {
    const secret = field({ default_value: 's3cret', is_secret: true, is_required: true });
    expect(secret).toContain('type="password"');
    expect(secret).not.toContain('s3cret');
    expect(secret).not.toContain('required');
  });

  it('is a list of its choices', () => {
    const list = field({ choices: ['dev', 'prod'], default_value: 'prod' });
    expect(
      [...list.matchAll(/<option value="(\w+)"( selected)?/g)].map(([, name, selected]) => [
        name,
        selected !== undefined,
      ]),
    ).toEqual([
      ['dev', false],
      ['prod', true],
    ]);
    expect(field({ choices: ['eu', 'us'], default_value: ['eu', 'us'], is_multiple: true })).toMatch(
      /multiple.*selected.*selected/,
    );
  });

  it('requires a choice where the option says so', () => {
    const choices = ['eu', 'us'];
    expect(field({ choices, is_required: true, is_multiple: true })).toMatch(/<select[^>]* required/);
    expect(field({ choices })).not.toContain('required');
  });

  it('has an empty choice if the default is empty', () => {
    expect(wordsOf(<OptionField name="a" option={{ choices: ['x'], default_value: null }} />)).toBe('A (none) x');
  });

  it('has the help of the option', () => {
    expect(wordsOf(<OptionField name="my_option" option={{ help_text: 'Where to go' }} />)).toBe(
      'My option Where to go',
    );
  });
});

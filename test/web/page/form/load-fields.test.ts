import { describe, expect, it } from 'vitest';
import { isFlag, loadFields, optionTexts } from '../../../../src/web/page/form/load-fields.js';
import type { ExtraOption } from '../../../../src/web/page/page-arguments.js';

const options: Record<string, ExtraOption> = {
  env: { choices: ['dev', 'prod'], default_value: 'dev' },
  verify: { default_value: true },
  regions: { choices: ['eu', 'us', 'ap'], is_multiple: true, default_value: ['eu'] },
  token: { is_secret: true },
};

function formOf(fields: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

const full = formOf([
  ['user_classes', 'A'],
  ['user_classes', 'B'],
  ['user_count', '10'],
  ['env', 'prod'],
  ['regions', 'eu'],
  ['regions', 'us'],
  ['token', ''],
]);

describe('the fields of a load', () => {
  it('are those of the form; a switch that is off is false, several choices are several fields', () => {
    expect(loadFields(full, { options, first: null }).toString()).toBe(
      'user_classes=A&user_classes=B&user_count=10&env=prod&verify=false&regions=eu&regions=us',
    );
  });

  it('contain a secret only if it was entered', () => {
    const typed = formOf([['token', 's3cret']]);
    expect(loadFields(typed, { options: { token: options.token as ExtraOption }, first: null }).toString()).toBe(
      'token=s3cret',
    );
  });

  it('contain only the options that an edit changed', () => {
    const first = optionTexts(full, options);
    expect(loadFields(full, { options, first }).toString()).toBe('user_classes=A&user_classes=B&user_count=10');
    const changed = formOf([
      ['user_count', '20'],
      ['env', 'dev'],
      ['verify', 'on'],
      ['regions', 'eu'],
      ['regions', 'us'],
      ['token', ''],
    ]);
    expect(loadFields(changed, { options, first }).toString()).toBe('user_count=20&env=dev&verify=true');
  });

  it('contain an empty one for a list of which nothing is selected', () => {
    const { regions } = options as { regions: ExtraOption };
    expect(loadFields(formOf([]), { options: { regions }, first: null }).toString()).toBe('regions=');
    const first = optionTexts(formOf([]), { regions });
    expect(loadFields(formOf([]), { options: { regions }, first }).toString()).toBe('');
  });

  it('detect a switch by its default', () => {
    expect(
      [{ default_value: false }, { default_value: 'x' }, { choices: ['a'], default_value: true }].map(isFlag),
    ).toEqual([true, false, false]);
  });
});

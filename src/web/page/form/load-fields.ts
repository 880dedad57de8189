/** What a start form sends: Locust's fields of `POST /swarm`. */
import type { ExtraOption } from '../page-arguments.js';

/** Which custom options there are, and which are sent. */
export interface LoadFieldsPlan {
  readonly options: Readonly<Record<string, ExtraOption>>;
  /** In an edit, an option that still has the value with which the form was opened is left as the server has it. */
  readonly first: ReadonlyMap<string, string> | null;
}

/** The fields for the server, from those of the form: a checkbox has `true` or `false`, whatever browsers leave out. */
export function loadFields(form: FormData, { options, first }: LoadFieldsPlan): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of form) if (!(name in options)) fields.append(name, String(value));
  for (const [name, option] of Object.entries(options)) {
    const values = optionValues(form, name, option);
    if (first?.get(name) === values.join('\n')) continue;
    // A secret that is not typed stays as it is.
    if (option.is_secret === true && values.every((value) => value === '')) continue;
    for (const value of values) fields.append(name, value);
  }
  return fields;
}

/** What a form with custom options says of each, as one text a name. */
export function optionTexts(form: FormData, options: LoadFieldsPlan['options']): Map<string, string> {
  return new Map(
    Object.entries(options).map(([name, option]) => [name, optionValues(form, name, option).join('\n')] as const),
  );
}

function optionValues(form: FormData, name: string, option: ExtraOption): string[] {
  if (isFlag(option)) return [String(form.has(name))];
  return form.getAll(name).map(String);
}

/** True for options that are on or off. */
export function isFlag({ default_value: value, choices }: ExtraOption): boolean {
  return typeof value === 'boolean' && (choices ?? []).length === 0;
}

/** What a start form sends: Locust's fields of `POST /swarm`. */
import type { ExtraOption } from '../page-arguments.js';

/** Which custom options there are, and which are sent. */
export interface LoadFieldsPlan {
  readonly options: Readonly<Record<string, ExtraOption>>;
  /** In an edit, an option that still has its initial value is not sent: the server keeps its own. */
  readonly first: ReadonlyMap<string, string> | null;
}

/** The fields for the server, from those of the form: a checkbox has `true` or `false`, whatever browsers leave out. */
export function loadFields(form: FormData, { options, first }: LoadFieldsPlan): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of form) if (!(name in options)) fields.append(name, String(value));
  for (const [name, option] of Object.entries(options)) {
    const values = optionValues(form, name, option);
    if (first?.get(name) === values.join('\n')) continue;
    // A secret that was not typed is left unchanged.
    if (option.is_secret === true && values.every((value) => value === '')) continue;
    // Without a field, the server would keep a list of which nothing is selected any more.
    for (const value of values.length === 0 ? [''] : values) fields.append(name, value);
  }
  return fields;
}

/** The values of the custom options in a form, one text for each name. */
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

/** The field of a custom option: a choice, a switch, a secret or a text. */
import type { ExtraOption } from '../page-arguments.js';
import { optionLabel } from '../text/words.js';
import { Field, noteId } from './field.js';
import { isFlag } from './load-fields.js';

export interface OptionFieldProps {
  readonly name: string;
  readonly option: ExtraOption;
}

export function OptionField({ name, option }: OptionFieldProps) {
  const id = `option-${name}`;
  if (isFlag(option)) {
    return (
      <label class="check">
        <input type="checkbox" name={name} defaultChecked={option.default_value === true} />
        <span>
          {optionLabel(name)}
          <span class="field-note">{option.help_text}</span>
        </span>
      </label>
    );
  }
  return (
    <Field id={id} label={optionLabel(name)} hint={option.help_text ?? ''}>
      {(option.choices ?? []).length > 0 ? (
        <OptionChoice name={name} option={option} />
      ) : (
        <input
          id={id}
          name={name}
          aria-describedby={noteId(id)}
          type={(option.is_secret === true ? 'password' : 'text') as 'text'}
          autocomplete="off"
          spellcheck={false}
          required={requiresValue(option)}
          placeholder={option.is_secret === true ? 'unchanged' : ''}
          defaultValue={option.is_secret === true ? '' : [option.default_value ?? ''].flat().join(',')}
        />
      )}
    </Field>
  );
}

function OptionChoice({ name, option }: OptionFieldProps) {
  const id = `option-${name}`;
  const chosen = [option.default_value ?? ''].flat().map(String);
  const isMultiple = option.is_multiple === true;
  return (
    <select id={id} name={name} multiple={isMultiple} required={requiresValue(option)} aria-describedby={noteId(id)}>
      {!isMultiple && !option.is_required && option.default_value == null && <option value="">(none)</option>}
      {(option.choices ?? []).map((choice) => (
        <option key={choice} value={String(choice)} selected={chosen.includes(String(choice))}>
          {choice}
        </option>
      ))}
    </select>
  );
}

/** A secret without a value in the form keeps that of the server. */
function requiresValue(option: ExtraOption): boolean {
  return option.is_required === true && option.is_secret !== true;
}

/** A field of the login form. */
import { Field, noteId } from '../form/field.js';
import type { LoginInput } from '../page-arguments.js';

export function LoginField({ input }: { readonly input: LoginInput }) {
  const { label, name, default_value: value, choices, is_required: required = false } = input;
  const id = `login-${name}`;
  if (typeof value === 'boolean') {
    return (
      <label class="check">
        <input type="checkbox" name={name} value="true" defaultChecked={value} />
        {label}
      </label>
    );
  }
  const chosen = [value ?? ''].flat();
  return (
    <Field id={id} label={label}>
      {choices != null ? (
        <select id={id} name={name} required={required} multiple={input.is_multiple === true}>
          {choices.map((choice) => (
            <option key={choice} selected={chosen.includes(choice)}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          name={name}
          type={(input.is_secret === true ? 'password' : (input.type ?? 'text')) as 'text'}
          required={required}
          autocomplete={autocompleteOf(name)}
          aria-describedby={noteId(id)}
          defaultValue={input.is_secret === true ? '' : chosen.join(',')}
        />
      )}
    </Field>
  );
}

/** The `autocomplete` value, for password managers. */
function autocompleteOf(name: string): string {
  if (name === 'username') return 'username';
  return name === 'password' ? 'current-password' : 'off';
}

/** A labelled field with its hint and its error. */
import type { ComponentChildren } from 'preact';

export interface FieldProps {
  readonly id: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly problem?: string | null;
  readonly children: ComponentChildren;
}

/** The input inside must have `id`, and `aria-describedby` of {@link noteId}. */
export function Field({ id, label, hint, problem = null, children }: FieldProps) {
  return (
    <div class={problem === null ? 'field' : 'field has-problem'}>
      <label for={id}>{label}</label>
      {children}
      <span id={noteId(id)} class="field-note">
        {problem ?? hint}
      </span>
    </div>
  );
}

/** The id of the note below a field. */
export function noteId(id: string): string {
  return `${id}-note`;
}

/** The settings of a user class: its tasks and its attributes. */
import { useState } from 'preact/hooks';
import { postUserClass } from '../feed/commands.js';
import type { UserSettings } from '../page-arguments.js';
import { Dialog } from '../shell/dialog.js';
import { optionLabel } from '../text/words.js';
import { settingsOf } from './class-values.js';
import { Field, noteId } from './field.js';

export interface ClassSettingsProps {
  readonly name: string;
  readonly settings: UserSettings;
  /** All tasks of the class. */
  readonly tasks: readonly string[];
  readonly onSaved: (settings: UserSettings) => void;
  readonly onClose: () => void;
}

export function ClassSettings({ name, settings, tasks, onSaved, onClose }: ClassSettingsProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const next = settingsOf([...(event.currentTarget as HTMLFormElement).querySelectorAll('input')], settings);
    const { success, message } = await postUserClass({ ...next, user_class_name: name });
    if (success) onSaved(next);
    else setProblem(message);
  };
  return (
    <Dialog title={name} onClose={onClose}>
      <form class="class-settings" onSubmit={save}>
        <TaskChoice tasks={tasks} active={new Set([settings.tasks ?? tasks].flat() as string[])} />
        {Object.entries(settings)
          .filter(([key]) => key !== 'tasks')
          .map(([key, value]) => (
            <Attribute key={key} name={key} value={value} />
          ))}
        {problem !== null && (
          <p class="notice bad" role="alert">
            {problem}
          </p>
        )}
        <div class="form-end">
          <button type="button" class="button quiet" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button main">
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function TaskChoice({ tasks, active }: { readonly tasks: readonly string[]; readonly active: ReadonlySet<string> }) {
  return (
    <fieldset class="task-list">
      <legend>Tasks</legend>
      {tasks.map((task) => (
        <label key={task} class="check">
          <input type="checkbox" name="tasks" value={task} defaultChecked={active.has(task)} />
          {task}
        </label>
      ))}
    </fieldset>
  );
}

function Attribute({ name, value }: { readonly name: string; readonly value: unknown }) {
  const id = `class-${name}`;
  return (
    <Field id={id} label={optionLabel(name)}>
      <input
        id={id}
        name={name}
        aria-describedby={noteId(id)}
        autocomplete="off"
        inputMode={typeof value === 'number' ? 'decimal' : 'text'}
        defaultValue={String(value ?? '')}
      />
    </Field>
  );
}

/** Users, spawn rate, and the shape that may decide both. */
import { useState } from 'preact/hooks';
import type { PageArguments } from '../page-arguments.js';
import { Field, noteId } from './field.js';
import { loadWords } from './form-problem.js';

export interface LoadBasicsProps {
  readonly args: PageArguments;
  readonly kind: 'start' | 'edit';
  readonly users: number | undefined;
  readonly shape: string;
  readonly onShape: (shape: string) => void;
}

export function LoadBasics({ args, kind, users, shape, onShape }: LoadBasicsProps) {
  const shapes = args.available_shape_classes ?? [];
  const [count, setCount] = useState(String(users ?? (args.user_count || args.num_users || 1)));
  const [rate, setRate] = useState(String(args.spawn_rate ?? 1));
  const followsShape = kind === 'edit' && args.shape_use_common_options === false;
  const isShaped = followsShape || decidesShape(args, shapes, shape);
  return (
    <>
      {args.show_userclass_picker === true && kind === 'start' && shapes.length > 1 && (
        <Field id="shape" label="Load shape" hint="A shape decides how many users there are, and when.">
          <select
            id="shape"
            name="shape_class"
            aria-describedby={noteId('shape')}
            value={shape}
            onChange={(event) => onShape(event.currentTarget.value)}
          >
            {shapes.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </Field>
      )}
      <div class="field-pair">
        <Field id="users" label="Users" hint="At the peak, all at the same time.">
          <input
            id="users"
            name="user_count"
            inputMode="numeric"
            pattern="[0-9]+"
            title="A whole number"
            autocomplete="off"
            required={!isShaped}
            disabled={isShaped}
            aria-describedby={noteId('users')}
            value={count}
            onInput={(event) => setCount(event.currentTarget.value)}
          />
        </Field>
        <Field id="spawn-rate" label="Spawn rate" hint="Users started per second.">
          <input
            id="spawn-rate"
            name="spawn_rate"
            inputMode="decimal"
            pattern="[0-9]*\.?[0-9]+"
            title="A number"
            autocomplete="off"
            required={!isShaped}
            disabled={isShaped}
            aria-describedby={noteId('spawn-rate')}
            value={rate}
            onInput={(event) => setRate(event.currentTarget.value)}
          />
        </Field>
      </div>
      <p class="load-words" role="status">
        {isShaped ? 'The load shape decides about users and time.' : loadWords(Number(count), Number(rate))}
      </p>
    </>
  );
}

/** True where the shape determines users and spawn rate. */
export function decidesShape(args: PageArguments, shapes: readonly string[], shape: string): boolean {
  if (args.hide_common_options === true) return true;
  return shapes.indexOf(shape) > 0 && args.shape_use_common_options !== true;
}

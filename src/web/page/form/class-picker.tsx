/** Chooses the user classes of a test, and leads to the settings of each. */
import { useState } from 'preact/hooks';
import type { UserSettings } from '../page-arguments.js';
import { Icon } from '../shell/icon.js';
import { toggled } from '../shell/toggled.js';

export interface ClassPickerProps {
  readonly classes: readonly string[];
  /** Those that are checked at first. */
  readonly first: readonly string[];
  /** By class. */
  readonly settings: Readonly<Record<string, UserSettings>>;
  /** Whether the choice is only shown: a running test keeps its classes. */
  readonly isFixed: boolean;
  readonly onSettings: (name: string) => void;
}

export function ClassPicker({ classes, first, settings, isFixed, onSettings }: ClassPickerProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(first));
  const isAll = chosen.size === classes.length;
  return (
    <fieldset class="class-picker">
      <legend>User classes</legend>
      <ul>
        <li>
          <label class="check all">
            <input
              type="checkbox"
              disabled={isFixed}
              checked={isAll}
              indeterminate={!isAll && chosen.size > 0}
              onChange={() => setChosen(new Set(isAll ? [] : classes))}
            />
            All {classes.length}
          </label>
        </li>
        {classes.map((name) => (
          <li key={name}>
            <label class="check">
              <input
                type="checkbox"
                name="user_classes"
                value={name}
                disabled={isFixed}
                checked={chosen.has(name)}
                onChange={() => setChosen(toggled(chosen, name))}
              />
              <span class="class-name">{name}</span>
            </label>
            <span class="class-host">{String(settings[name]?.host ?? '')}</span>
            <span class="class-weight">{weightText(settings[name])}</span>
            <button
              type="button"
              class="icon-button"
              aria-label={`Settings of ${name}`}
              title={`Settings of ${name}`}
              onClick={() => onSettings(name)}
            >
              <Icon name="settings" />
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function weightText(settings: UserSettings | undefined): string {
  if (Number(settings?.fixed_count) > 0) return `exactly ${settings?.fixed_count}`;
  return settings?.weight === undefined ? '' : `weight ${settings.weight}`;
}

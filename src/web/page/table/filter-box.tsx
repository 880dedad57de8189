/** A field that filters rows by words. */
import { Icon } from '../shell/icon.js';

export interface FilterBoxProps {
  /** What is filtered: `rows`, `failures`. */
  readonly what: string;
  readonly words: string;
  readonly onChange: (words: string) => void;
}

export function FilterBox({ what, words, onChange }: FilterBoxProps) {
  return (
    <label class="filter-box">
      <Icon name="search" />
      <span class="unseen">Filter {what}</span>
      <input
        type="search"
        data-shortcut="/"
        placeholder={`Filter ${what}`}
        value={words}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}

/** The tabs: arrow keys go from one to the next, Home and End to the first and last. */
import { useEffect, useRef } from 'preact/hooks';

export interface Tab {
  readonly key: string;
  readonly title: string;
  /** Beside the title: how many there are; nothing for 0. */
  readonly count?: number;
  /** Whether the count is of failures, exceptions or warnings. */
  readonly isAlarming?: boolean;
}

export interface TabBarProps {
  readonly tabs: readonly Tab[];
  readonly selected: string;
  readonly onSelect: (key: string) => void;
}

export function TabBar({ tabs, selected, onSelect }: TabBarProps) {
  const list = useRef<HTMLDivElement>(null);
  // On a phone, a tab of the address may be out of sight.
  useEffect(() => {
    list.current?.querySelector(`#${tabId(selected)}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tabAfter(event.key, tabs, selected);
    if (next === null) return;
    event.preventDefault();
    onSelect(next);
    list.current?.querySelector<HTMLElement>(`#${tabId(next)}`)?.focus();
  };
  return (
    <div class="tab-bar" role="tablist" aria-label="Views" ref={list} onKeyDown={onKeyDown}>
      {tabs.map(({ key, title, count = 0, isAlarming = false }) => (
        <button
          key={key}
          type="button"
          role="tab"
          id={tabId(key)}
          class="tab"
          aria-selected={key === selected}
          aria-controls="panel"
          tabIndex={key === selected ? 0 : -1}
          onClick={() => onSelect(key)}
        >
          {title}
          {count > 0 && <span class={isAlarming ? 'badge bad' : 'badge'}>{count > 999 ? '999+' : count}</span>}
        </button>
      ))}
    </div>
  );
}

/** The id of a tab's button, which labels its panel. */
export function tabId(key: string): string {
  return `tab-${key.replace(/\W/g, '_')}`;
}

/** The tab that a key leads to from `selected`; null for keys that lead nowhere. */
export function tabAfter(key: string, tabs: readonly Tab[], selected: string): string | null {
  const index = tabs.findIndex((tab) => tab.key === selected);
  const steps: Record<string, number> = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 };
  const target = steps[key];
  return target === undefined ? null : ((tabs.at(target % tabs.length) as Tab | undefined)?.key ?? null);
}

/** Keys that work anywhere on the page, unless something is being typed. */

/** Keys and what they do, for the reader. */
export const keysHelp: readonly (readonly [key: string, what: string])[] = [
  ['/', 'filter the table or log'],
  ['1 – 9', 'go to a tab'],
  ['← →', 'next tab; in a chart, the moment before or after'],
  ['+ −', 'in a chart, zoom in or out'],
  ['Esc', 'close what is open; in a chart, show everything'],
];

/** Listens from now on. */
export function startShortcuts(): void {
  addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    const isBusy = target.closest('input, select, textarea, dialog, [contenteditable]') !== null;
    if (isBusy || event.ctrlKey || event.metaKey || event.altKey) return;
    const element = elementFor(event.key);
    if (element === null) return;
    event.preventDefault();
    element.focus();
    if (element.getAttribute('role') === 'tab') element.click();
  });
}

function elementFor(key: string): HTMLElement | null {
  if (key === '/') return document.querySelector('[data-shortcut="/"]');
  const tabs = document.querySelectorAll<HTMLElement>('[role="tab"]');
  return /^[1-9]$/.test(key) ? (tabs[Number(key) - 1] ?? null) : null;
}

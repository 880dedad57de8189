/** Dark or light theme: the user's last choice, else the server's `window.theme`, else the browser's preference. */
import { effect, signal } from '@preact/signals';
import { pageWindow } from '../page-arguments.js';
import { recall, remember } from './storage.js';

export type Theme = 'light' | 'dark';

export const theme = signal<Theme>('light');

/** Locust's key: a choice made in Locust's page applies here too. */
const storageKey = 'theme';

/** Which theme to begin with; `asked` is `window.theme`. A report keeps the one that it was made with. */
export function firstTheme(asked: unknown, stored: string | null, prefersDark: boolean, isReport: boolean): Theme {
  const isTheme = (value: unknown): value is Theme => value === 'light' || value === 'dark';
  if (isReport && isTheme(asked)) return asked;
  if (isTheme(stored)) return stored;
  if (isTheme(asked)) return asked;
  return prefersDark ? 'dark' : 'light';
}

/** Shows the first theme, and from then on whatever {@link theme} becomes. */
export function startTheme(isReport: boolean): void {
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
  theme.value = firstTheme(pageWindow.theme, recall(storageKey), prefersDark, isReport);
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
  });
}

/** The other one, to be kept. */
export function toggleTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  remember(storageKey, theme.value);
}

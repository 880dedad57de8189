/** Dark or light. */
import { Icon } from '../shell/icon.js';
import { theme, toggleTheme } from '../shell/theme.js';

export function ThemeToggle() {
  const isDark = theme.value === 'dark';
  const label = isDark ? 'Use the light theme' : 'Use the dark theme';
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={toggleTheme}>
      <Icon name={isDark ? 'sun' : 'moon'} />
    </button>
  );
}

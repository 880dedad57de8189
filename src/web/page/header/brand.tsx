/** tsloc's logo and name; a click leads to the first tab. */
import { goTo } from '../shell/route.js';

export function Brand() {
  return (
    <a
      class="brand"
      href="./"
      onClick={(event) => {
        event.preventDefault();
        goTo({ tab: 'stats', row: null });
      }}
    >
      <svg class="brand-sign" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" />
        <path d="M7 23 L13 17 L17 20 L25 9" />
        <circle cx="25" cy="9" r="2.6" />
      </svg>
      tsloc
    </a>
  );
}

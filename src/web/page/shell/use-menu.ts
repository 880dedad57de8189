/** A `<details>` that closes as menus do: by a click beside it, and by Escape. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export function useMenu(): RefObject<HTMLDetailsElement | null> {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const onPointer = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) close(menu.current);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !menu.current?.open) return;
      close(menu.current);
      menu.current.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  return menu;
}

function close(menu: HTMLDetailsElement | null): void {
  if (menu !== null) menu.open = false;
}

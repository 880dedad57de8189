/** The page's icons: lines of one weight in a square of 20; always beside a text or inside of something with a label. */

const shapes = {
  close: 'M5 5 L15 15 M15 5 L5 15',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7 M10 2v1.5 M10 16.5V18 M2 10h1.5 M16.5 10H18 M4.3 4.3l1.1 1.1 M14.6 14.6l1.1 1.1 M4.3 15.7l1.1-1.1 M14.6 5.4l1.1-1.1',
  moon: 'M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3z',
  stop: 'M5.5 5.5h9v9h-9z',
  play: 'M6.5 4.5v11l9-5.5z',
  edit: 'M4 16l.8-3.4L13.4 4a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.4 15.2z M12 5.4l2.6 2.6',
  reset: 'M4.5 10a5.5 5.5 0 1 1 1.7 4 M4.5 15.5V11.8 M4.5 14h3.4',
  columns: 'M3.5 4.5h13v11h-13z M8 4.5v11 M12 4.5v11',
  search: 'M8.8 3.8a5 5 0 1 0 0 10a5 5 0 1 0 0-10 M12.6 12.6l3.9 3.9',
  download: 'M10 3.5v9 M6.2 9l3.8 3.8L13.8 9 M4 16.5h12',
  settings:
    'M4 6h7 M15 6h1 M4 14h1 M9 14h7 M13 4.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6 M7 12.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6',
  zoomOut: 'M8.8 3.8a5 5 0 1 0 0 10a5 5 0 1 0 0-10 M12.6 12.6l3.9 3.9 M6.5 8.8h4.6',
  chevron: 'M7 4.5l5.5 5.5L7 15.5',
  warning: 'M10 3.5l7.2 12.5H2.8z M10 8.3v3.4 M10 13.9v.1',
  info: 'M10 2.8a7.2 7.2 0 1 0 0 14.4a7.2 7.2 0 1 0 0-14.4 M10 9v4.6 M10 6.4v.1',
  file: 'M5.5 2.8h6l3.5 3.5v10.9h-9.5z M11.5 2.8v3.5H15',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}

/** Colours of charts: those of the theme, and shades between them. */

/** The present value of a colour of the style sheet, such as `--series-rate`. */
export function themeColor(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The colour at `share` (0..1) of the way along `stops`, each `#rrggbb`. */
export function mixColors(stops: readonly string[], share: number): string {
  const place = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const index = Math.min(Math.floor(place), stops.length - 2);
  const [from, to] = [channels(stops[index] ?? '#000000'), channels(stops[index + 1] ?? stops[index] ?? '#000000')];
  const mixed = from.map((value, i) => Math.round(value + ((to[i] as number) - value) * (place - index)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** The same colour with an `opacity` from 0 to 1. */
export function withOpacity(color: string, opacity: number): string {
  return `rgba(${channels(color).join(', ')}, ${opacity})`;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16) || 0);
}
